package dev.handrail.api.web;

import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

@Controller
@Hidden
class HomePage {

    @GetMapping("/")
    String home() {
        return "home";
    }
}
