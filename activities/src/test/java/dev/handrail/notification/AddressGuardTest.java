package dev.handrail.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {

    private static AddressGuard guard(String... allowed) {
        return guardThatFinds(new String[] {"93.184.215.14"}, allowed);
    }

    private static AddressGuard guardThatFinds(String[] found, String... allowed) {
        return new AddressGuard(List.of(allowed).stream().map(AddressRange::of).toList(), new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                InetAddress[] addresses = new InetAddress[found.length];
                for (int i = 0; i < found.length; i++) {
                    addresses[i] = InetAddress.getByName(found[i]);
                }
                return addresses;
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hooks.example.com/x",
                "https://93.184.215.14/x",
                "https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/x"
            })
    void letsPublicAddressesPass(String address) {
        assertThatCode(() -> guard().require(URI.create(address))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hooks.example.com/x",
                "ftp://hooks.example.com/x",
                "https://127.0.0.1/x",
                "http://127.0.0.1:8080/x",
                "https://localhost/x",
                "https://[::1]/x",
                "https://[::ffff:127.0.0.1]/x",
                "https://[64:ff9b::a00:1]/x",
                "https://[fd00::1]/x",
                "https://[fe80::1]/x",
                "https://[2002:7f00:1::]/x",
                "https://10.1.2.3/x",
                "https://172.31.0.1/x",
                "https://192.168.1.1/x",
                "https://169.254.169.254/latest/meta-data",
                "https://100.100.100.200/x",
                "https://0.0.0.0/x",
                "https://255.255.255.255/x"
            })
    void refusesTheRest(String address) {
        assertThatThrownBy(() -> guard().require(URI.create(address))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"169.254.169.254", "10.0.0.1", "::1", "fd00:ec2::254", "127.0.0.1"})
    void refusesANameWithOnePrivateAddress(String hidden) {
        AddressGuard guard = guardThatFinds(new String[] {"93.184.215.14", hidden});

        assertThatThrownBy(() -> guard.resolve("innocent.example.com"))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("HANDRAIL_WEBHOOK_ALLOW");
    }

    @Test
    void whatIsAllowedPassesAndHttpOnlyOnThisMachine() throws Exception {
        AddressGuard guard = guardThatFinds(new String[] {"10.20.1.1"}, "10.20.0.0/16", "127.0.0.0/8");

        assertThat(guard.resolve("hook.internal")).hasSize(1);
        assertThatCode(() -> guard.require(URI.create("http://127.0.0.1:9000/x")))
                .doesNotThrowAnyException();
        assertThatCode(() -> guard.require(URI.create("https://10.20.9.9/x"))).doesNotThrowAnyException();
        assertThatThrownBy(() -> guard.require(URI.create("http://10.20.9.9/x")))
                .hasMessageContaining("https://");
        assertThatThrownBy(() -> guard.require(URI.create("https://10.21.0.1/x")))
                .hasMessageContaining("private");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/x", "example.com", "", "::/129"})
    void saysWhatAnAllowanceIs(String range) {
        assertThatThrownBy(() -> AddressRange.of(range)).hasMessageContaining("HANDRAIL_WEBHOOK_ALLOW");
    }
}
