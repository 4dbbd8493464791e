package io.groundwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {
  @Test
  void aPortAloneIsTheLoopbacks() {
    assertThat(ListenAddress.parse("8788")).contains(new ListenAddress("127.0.0.1", 8788));
  }

  @Test
  void readsNamesAndAddresses() {
    assertThat(ListenAddress.parse("0.0.0.0:0")).contains(new ListenAddress("0.0.0.0", 0));
    assertThat(ListenAddress.parse("localhost:1")).contains(new ListenAddress("localhost", 1));
    assertThat(ListenAddress.parse("[::1]:65535")).contains(new ListenAddress("::1", 65_535));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":80", "host", "host:", "host:65536", "host:-1", "::1:80"})
  void refusesWhatIsNone(String text) {
    assertThat(ListenAddress.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0:0", "localhost:1", "[::1]:65535"})
  void isWrittenAsItIsRead(String text) {
    assertThat(ListenAddress.parse(text).map(ListenAddress::text)).contains(text);
  }
}
