package dev.handrail.standalone;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** The browser of this machine, without a window. */
final class Chromium implements AutoCloseable {

    private final Playwright playwright =
            Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    private final Browser browser = playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions()
                    .setExecutablePath(executable())
                    .setArgs(List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    /** How a page is looked at. */
    enum View {
        DESKTOP(1280, 900, ColorScheme.LIGHT),
        DESKTOP_DARK(1280, 900, ColorScheme.DARK),
        PHONE(390, 844, ColorScheme.LIGHT),
        PHONE_DARK(390, 844, ColorScheme.DARK);

        private final int width;
        private final int height;
        private final ColorScheme scheme;

        View(int width, int height, ColorScheme scheme) {
            this.width = width;
            this.height = height;
            this.scheme = scheme;
        }
    }

    private static Path executable() {
        return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("This test needs Chromium; on Debian: apt-get install chromium"));
    }

    /** A visitor of its own, with cookies of its own. */
    Page visitor(View view, boolean scripts) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(view.width, view.height)
                .setColorScheme(view.scheme)
                .setJavaScriptEnabled(scripts));
        return listened(context.newPage());
    }

    /** The same visitor, looking otherwise. */
    Page sameVisitor(Page page, View view) {
        String cookies = page.context().storageState();
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setStorageState(cookies)
                .setViewportSize(view.width, view.height)
                .setColorScheme(view.scheme));
        return listened(context.newPage());
    }

    private Page listened(Page page) {
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add("%s at %s of %s".formatted(message.text(), message.location(), page.url()));
            }
        });
        page.onPageError(complaints::add);
        return page;
    }

    /** What scripts and the content policy complained about. */
    List<String> complaints() {
        return complaints;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
