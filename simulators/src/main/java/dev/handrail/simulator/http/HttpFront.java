package dev.handrail.simulator.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpContentDecompressor;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 on the loopback address. Each request is answered on a virtual thread of its own, those of one connection
 * one after the other.
 */
public final class HttpFront implements AutoCloseable {

    private static final int LARGEST_BODY = 64 * 1024 * 1024;

    private final MultiThreadIoEventLoopGroup loops;
    private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
    private final Channel channel;
    private final @Nullable Certificate certificate;

    /**
     * @param port 0 for a free one
     * @param certificate for TLS, null for plain HTTP
     * @throws UncheckedIOException when the port is taken
     */
    public HttpFront(int port, @Nullable Certificate certificate, BiConsumer<Request, Reply> answering) {
        this.certificate = certificate;
        SSLContext tls = certificate == null ? null : certificate.serverContext();
        loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
        String scheme = tls == null ? "http" : "https";
        var bound = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel client) {
                        if (tls != null) client.pipeline().addLast(new SslHandler(serverEngine(tls)));
                        client.pipeline()
                                .addLast(new HttpServerCodec())
                                .addLast(new HttpContentDecompressor(LARGEST_BODY))
                                .addLast(new HttpObjectAggregator(LARGEST_BODY))
                                .addLast(new ConnectionHandler(scheme, requests, answering));
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
            requests.shutdownNow();
            throw new UncheckedIOException(
                    new IOException("Port " + port + " cannot be opened; choose another one", bound.cause()));
        }
        channel = bound.channel();
    }

    private static SSLEngine serverEngine(SSLContext context) {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        return engine;
    }

    public int port() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    public String url() {
        return (certificate == null ? "http" : "https") + "://127.0.0.1:" + port();
    }

    /** Returns when the front is closed. */
    public void awaitClose() {
        channel.closeFuture().awaitUninterruptibly();
    }

    @Override
    public void close() {
        channel.close().awaitUninterruptibly();
        requests.shutdownNow();
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
