package dev.handrail.api.codec;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.handrail.api.ApiProperties;
import dev.handrail.api.problem.Problem;
import dev.handrail.api.request.RequestBodies;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.payload.codec.PayloadCodec;
import io.temporal.payload.codec.PayloadCodecException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The remote codec of Temporal's Web UI and CLI; payloads pass unchanged where nothing is encrypted. */
@RestController
@RequestMapping("/api/codec")
@Tag(name = "Codec", description = "For Temporal's Web UI: shows what payloads say")
class CodecController {

    private final ObjectProvider<PayloadCodec> codec;
    private final int maxBody;

    CodecController(ObjectProvider<PayloadCodec> codec, ApiProperties properties) {
        this.codec = codec;
        this.maxBody = 4 * properties.maxBodyBytes();
    }

    @PostMapping(path = "/decode", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Decode payloads")
    String decode(HttpServletRequest request) throws IOException {
        PayloadCodec present = codec.getIfUnique();
        return convert(request, present == null ? payloads -> payloads : present::decode);
    }

    @PostMapping(path = "/encode", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Encode payloads")
    String encode(HttpServletRequest request) throws IOException {
        PayloadCodec present = codec.getIfUnique();
        return convert(request, present == null ? payloads -> payloads : present::encode);
    }

    private String convert(HttpServletRequest request, UnaryOperator<List<Payload>> conversion) throws IOException {
        byte[] body = RequestBodies.bytes(request.getInputStream(), request.getContentLengthLong(), maxBody);
        Payloads.Builder payloads = Payloads.newBuilder();
        try {
            JsonFormat.parser().merge(new String(body, StandardCharsets.UTF_8), payloads);
            List<Payload> converted = conversion.apply(payloads.getPayloadsList());
            return JsonFormat.printer()
                    .print(Payloads.newBuilder().addAllPayloads(converted).build());
        } catch (InvalidProtocolBufferException e) {
            throw Problem.of(400, "invalid_payloads", "Send Temporal payloads as JSON: {\"payloads\":[…]}")
                    .toException();
        } catch (PayloadCodecException e) {
            throw Problem.of(400, "cannot_decode", "A payload was not encoded with a key that is configured here")
                    .toException();
        }
    }
}
