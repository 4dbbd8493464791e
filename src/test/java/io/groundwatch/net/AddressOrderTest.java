package io.groundwatch.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddressOrderTest {
  private final AddressOrder order = new AddressOrder();

  @Test
  void bothFamiliesComeInTurnThePlatformsFirst() throws Exception {
    assertThat(order.of(all("::1", "::2", "::3", "10.0.0.1", "10.0.0.2")))
        .isEqualTo(all("::1", "10.0.0.1", "::2", "10.0.0.2", "::3"));
    assertThat(order.of(all("10.0.0.1", "10.0.0.2", "::1")))
        .isEqualTo(all("10.0.0.1", "::1", "10.0.0.2"));
    assertThat(order.of(all("10.0.0.1", "10.0.0.2"))).isEqualTo(all("10.0.0.1", "10.0.0.2"));
  }

  @Test
  void thoseThatFailedComeLastTheLongestAgoFirst() throws Exception {
    order.failed(one("10.0.0.2"));
    order.failed(one("10.0.0.1"));
    assertThat(order.of(all("10.0.0.1", "10.0.0.2", "10.0.0.3")))
        .isEqualTo(all("10.0.0.3", "10.0.0.2", "10.0.0.1"));
    order.failed(one("10.0.0.2"));
    assertThat(order.of(all("10.0.0.1", "10.0.0.2"))).isEqualTo(all("10.0.0.1", "10.0.0.2"));
  }

  @Test
  void oneThatWorkedAgainIsAsGoodAsAny() throws Exception {
    order.failed(one("10.0.0.1"));
    order.worked(one("10.0.0.1"));
    assertThat(order.of(all("10.0.0.1", "10.0.0.2"))).isEqualTo(all("10.0.0.1", "10.0.0.2"));
  }

  @Test
  void noAddressIsEverLeftOutOrMadeUp() throws Exception {
    List<InetAddress> many = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      many.add(one((i % 3 == 0 ? "::" : "10.0.0.") + (i + 1)));
      order.failed(many.get(i));
    }
    assertThat(order.of(many)).containsExactlyInAnyOrderElementsOf(many);
    assertThat(order.of(all("10.9.9.9"))).isEqualTo(all("10.9.9.9"));
  }

  private static List<InetAddress> all(String... addresses) throws UnknownHostException {
    List<InetAddress> all = new ArrayList<>();
    for (String address : addresses) {
      all.add(one(address));
    }
    return all;
  }

  private static InetAddress one(String address) throws UnknownHostException {
    return InetAddress.getByName(address);
  }
}
