package dev.handrail.simulator.http;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.zip.GZIPOutputStream;

/** One connection: hands its requests on one at a time and writes the answers. */
final class ConnectionHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final int WORTH_COMPRESSING = 1024;

    /** What the wire needs to know of a request while it is answered. */
    private record Pending(Request request, boolean keepAlive, boolean gzip) {}

    private final String scheme;
    private final Executor requests;
    private final BiConsumer<Request, Reply> answering;
    private final Queue<Pending> waiting = new ArrayDeque<>();
    private boolean busy;

    ConnectionHandler(String scheme, Executor requests, BiConsumer<Request, Reply> answering) {
        this.scheme = scheme;
        this.requests = requests;
        this.answering = answering;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest message) {
        if (!message.decoderResult().isSuccess()) {
            write(context, Answer.empty(400), 1, new Pending(request(message), false, false));
            return;
        }
        waiting.add(new Pending(request(message), HttpUtil.isKeepAlive(message), acceptsGzip(message)));
        next(context);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        var unused = context.close();
    }

    private void next(ChannelHandlerContext context) {
        Pending pending = busy ? null : waiting.poll();
        if (pending == null) return;
        busy = true;
        requests.execute(() -> answering.accept(pending.request, new Reply() {
            @Override
            public void send(Answer answer) {
                write(context, answer, 1, pending);
            }

            @Override
            public void sendTwice(Answer answer) {
                write(context, answer, 2, pending);
            }

            @Override
            public void cut() {
                var unused = context.close();
            }
        }));
    }

    private void write(ChannelHandlerContext context, Answer answer, int times, Pending pending) {
        boolean compress = pending.gzip && answer.body().length >= WORTH_COMPRESSING;
        byte[] body = compress ? gzipped(answer.body()) : answer.body();
        context.executor().execute(() -> {
            for (int i = 1; i <= times; i++) {
                var sent = context.writeAndFlush(response(answer, body, compress, pending.keepAlive));
                if (!pending.keepAlive && i == times) sent.addListener(ChannelFutureListener.CLOSE);
            }
            busy = false;
            next(context);
        });
    }

    private static DefaultFullHttpResponse response(Answer answer, byte[] body, boolean gzip, boolean keepAlive) {
        var response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.status()), Unpooled.wrappedBuffer(body));
        answer.headers().forEach(response.headers()::set);
        if (gzip) response.headers().set(HttpHeaderNames.CONTENT_ENCODING, HttpHeaderValues.GZIP);
        if (answer.status() != 204 && answer.status() != 304) {
            response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        }
        HttpUtil.setKeepAlive(response, keepAlive);
        return response;
    }

    private Request request(FullHttpRequest message) {
        Map<String, List<String>> headers = new HashMap<>();
        for (String name : message.headers().names()) {
            headers.put(name, new ArrayList<>(message.headers().getAll(name)));
        }
        String host = message.headers().get(HttpHeaderNames.HOST, "127.0.0.1");
        return Request.of(
                message.method().name(),
                message.uri(),
                headers,
                ByteBufUtil.getBytes(message.content()),
                scheme + "://" + host);
    }

    private static boolean acceptsGzip(FullHttpRequest message) {
        return message.headers().get(HttpHeaderNames.ACCEPT_ENCODING, "").contains("gzip");
    }

    private static byte[] gzipped(byte[] body) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
