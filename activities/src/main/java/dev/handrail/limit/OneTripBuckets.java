package dev.handrail.limit;

import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.proxy.AbstractProxyManager;
import io.github.bucket4j.distributed.proxy.ClientSideConfig;
import io.github.bucket4j.distributed.proxy.generic.pessimistic_locking.AbstractLockBasedProxyManager;
import io.github.bucket4j.distributed.remote.CommandResult;
import io.github.bucket4j.distributed.remote.Request;
import java.util.concurrent.CompletableFuture;

/**
 * Bucket4j first asks without the bucket's configuration and sends it when there is no such bucket, which makes two
 * transactions of each lead's first call. Here the first question is answered at once, so that one transaction is left.
 */
final class OneTripBuckets extends AbstractProxyManager<String> {

    private final AbstractLockBasedProxyManager<String> buckets;

    OneTripBuckets(AbstractLockBasedProxyManager<String> buckets, TimeMeter meter) {
        super(ClientSideConfig.getDefault().withClientClock(meter));
        this.buckets = buckets;
    }

    @Override
    protected <T> CommandResult<T> execute(String key, Request<T> request) {
        return request.getCommand().isInitializationCommand()
                ? buckets.execute(key, request)
                : CommandResult.bucketNotFound();
    }

    @Override
    public void removeProxy(String key) {
        buckets.removeProxy(key);
    }

    @Override
    public boolean isAsyncModeSupported() {
        return false;
    }

    @Override
    protected <T> CompletableFuture<CommandResult<T>> executeAsync(String key, Request<T> request) {
        throw new UnsupportedOperationException();
    }

    @Override
    protected CompletableFuture<Void> removeAsync(String key) {
        throw new UnsupportedOperationException();
    }
}
