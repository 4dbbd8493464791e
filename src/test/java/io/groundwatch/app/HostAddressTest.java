package io.groundwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostAddressTest {
  private static InetAddress address(String literal) throws UnknownHostException {
    return InetAddress.getByName(literal);
  }

  @Test
  void prefersAnAddressThatOthersReach() throws UnknownHostException {
    assertThat(
            HostAddress.best(
                List.of(
                    address("fe80::1"),
                    address("169.254.1.1"),
                    address("2001:db8::1"),
                    address("127.0.0.2"),
                    address("192.0.2.7"),
                    address("192.0.2.8"))))
        .isEqualTo("192.0.2.7");
    assertThat(HostAddress.best(List.of(address("fe80::1"), address("2001:db8::1"))))
        .isEqualTo("2001:db8:0:0:0:0:0:1");
  }

  @Test
  void saysSoWhereThereIsNone() throws UnknownHostException {
    assertThat(HostAddress.best(List.of(address("127.0.0.1")))).isEqualTo("UNKNOWN-IP");
  }

  @Test
  void asksTheSystemWithoutFail() {
    assertThat(HostAddress.find()).isNotEmpty();
  }
}
