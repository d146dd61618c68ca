package dev.handrail.api.request;

import dev.handrail.api.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotWritableException;

/** Reads the requests that have a schema; answers are written by Spring's own converter. */
public final class StrictJsonConverter implements HttpMessageConverter<Object> {

    private final int maxBody;

    public StrictJsonConverter(int maxBody) {
        this.maxBody = maxBody;
    }

    /** Also what it will not read, so that no other converter does. */
    @Override
    public boolean canRead(Class<?> type, @Nullable MediaType mediaType) {
        return RequestBodies.known(type);
    }

    @Override
    public boolean canWrite(Class<?> type, @Nullable MediaType mediaType) {
        return false;
    }

    @Override
    public List<MediaType> getSupportedMediaTypes() {
        return List.of(MediaType.APPLICATION_JSON);
    }

    @Override
    public Object read(Class<?> type, HttpInputMessage message) throws IOException {
        MediaType sent = message.getHeaders().getContentType();
        if (sent != null && sent.getCharset() != null && !sent.getCharset().equals(StandardCharsets.UTF_8)) {
            throw Problem.of(415, "unsupported_media_type", "Send application/json in UTF-8")
                    .toException();
        }
        byte[] body =
                RequestBodies.bytes(message.getBody(), message.getHeaders().getContentLength(), maxBody);
        return RequestBodies.read(body, type);
    }

    @Override
    public void write(Object value, @Nullable MediaType mediaType, HttpOutputMessage message) {
        throw new HttpMessageNotWritableException("Only reads");
    }
}
