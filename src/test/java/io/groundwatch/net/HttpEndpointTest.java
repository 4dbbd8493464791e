package io.groundwatch.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpEndpointTest {

  @ParameterizedTest
  @CsvSource({
    "http://a.example/x,a.example,80,a.example,a.example:80",
    "HTTPS://a.example,a.example,443,a.example,a.example:443",
    "https://a.example:80/,a.example,80,a.example:80,a.example:80",
    "http://u:p@a.example:9000/x?q,a.example,9000,a.example:9000,a.example:9000",
    "http://log_store:3100/push,log_store,3100,log_store:3100,log_store:3100",
    "http://127.0.0.1:8080,127.0.0.1,8080,127.0.0.1:8080,127.0.0.1:8080",
    "http://[::1]/x,::1,80,[::1],[::1]:80",
    "http://u@[fe80::1]:81/x,fe80::1,81,[fe80::1]:81,[fe80::1]:81",
    "http://a.example:/x,a.example,80,a.example,a.example:80",
  })
  void readsHostAndPort(String url, String host, int port, String authority, String shown) {
    HttpEndpoint endpoint = HttpEndpoint.of(URI.create(url));
    assertThat(endpoint.host()).isEqualTo(host);
    assertThat(endpoint.port()).isEqualTo(port);
    assertThat(endpoint.authority()).isEqualTo(authority);
    assertThat(endpoint).hasToString(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://u:hidden@a",
        "a.example",
        "http:///x",
        "mailto:hidden@a",
        "http://a:0",
        "http://a:65536",
        "http://u:hidden@a:port",
        "http://u:hidden@:80"
      })
  void refusesWhatIsNoHttpUrlWithoutRepeatingAPassword(String url) {
    assertThatThrownBy(() -> HttpEndpoint.of(URI.create(url)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected: ")
        .hasMessageNotContaining("hidden");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\rb", "\u0000", "ü", "\u007f"})
  void aHeaderValueThatCannotBeSentIsRefusedWithoutRepeatingIt(String value) {
    assertThatThrownBy(
            () -> new HttpRequestSpec("POST", "/", Map.of("X-Key", "k3y" + value), new byte[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("X-Key")
        .hasMessageNotContaining("k3y");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a:", "a\n", "ü"})
  void aHeaderNameThatIsNoTokenIsRefused(String name) {
    assertThatThrownBy(() -> new HttpRequestSpec("POST", "/", Map.of(name, "v"), new byte[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("header name");
  }

  @Test
  void aRequestAsTextHoldsNoSecret() {
    HttpRequestSpec request =
        new HttpRequestSpec("POST", "/in?token=k3y", Map.of("Authorization", "k3y"), new byte[9]);
    assertThat(request).hasToString("POST [Authorization] 9 bytes");
  }
}
