package io.groundwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.ConfigException;
import io.groundwatch.config.ConfigLoader;
import io.groundwatch.config.DestinationConfig;
import io.groundwatch.net.HttpEndpoint;
import io.groundwatch.net.HttpProxy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxiesTest {
  private static final Map<String, String> BOTH =
      Map.of("http_proxy", "http://plain:1", "https_proxy", "http://tls:2");

  @Test
  void withoutAnyThereIsNone() throws Exception {
    assertThat(proxy("https://h/", "", Map.of())).isEmpty();
    assertThat(proxy("https://h/", "", Map.of("https_proxy", " "))).isEmpty();
  }

  @Test
  void theSchemeOfTheUrlChoosesTheVariable() throws Exception {
    assertThat(where("http://h/", BOTH)).isEqualTo("plain:1");
    assertThat(where("https://h/", BOTH)).isEqualTo("tls:2");
    assertThat(proxy("http://h/", "", Map.of("https_proxy", "http://tls:2"))).isEmpty();
  }

  @Test
  void capitalsAreReadTooAndSmallLettersWin() throws Exception {
    assertThat(where("https://h/", Map.of("HTTPS_PROXY", "capitals:3"))).isEqualTo("capitals:3");
    assertThat(where("https://h/", Map.of("HTTPS_PROXY", "capitals:3", "https_proxy", "small:4")))
        .isEqualTo("small:4");
  }

  @Test
  void whoIsExceptedOrLoopbackIsReachedDirectly() throws Exception {
    Map<String, String> excepting =
        Map.of("https_proxy", "http://tls:2", "NO_PROXY", "a.example, 10.0.0.0/8");
    assertThat(proxy("https://b.a.example/", "", excepting)).isEmpty();
    assertThat(proxy("https://10.1.2.3/", "", excepting)).isEmpty();
    assertThat(proxy("https://other.example/", "", excepting)).isPresent();
    assertThat(proxy("https://localhost:1/", "", BOTH)).isEmpty();
    assertThat(proxy("http://127.0.0.1:1/", "", BOTH)).isEmpty();
    assertThat(proxy("http://[::1]:1/", "", BOTH)).isEmpty();
  }

  @Test
  void theConfigurationComesFirstAndMayNameOneForLoopback() throws Exception {
    assertThat(proxy("https://127.0.0.1/", "\"http://own:5\"", BOTH).orElseThrow().endpoint())
        .hasToString("own:5");
    assertThat(proxy("https://h/", "\"none\"", BOTH)).isEmpty();
  }

  @Test
  void credentialsOfAVariableAreDecoded() throws Exception {
    Map<String, String> known = Map.of("https_proxy", "http://me:p%40ss@tls:2");
    HttpProxy proxy = proxy("https://h/", "", known).orElseThrow();
    assertThat(proxy.credentials().read()).contains("Basic bWU6cEBzcw==");
    assertThat(proxy.toString()).isEqualTo("tls:2");
    assertThat(proxy("https://h/", "", BOTH).orElseThrow().credentials().read()).isEmpty();
  }

  @Test
  void aPasswordFileIsReadAnewEachTime(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("pw"), "one\n");
    HttpProxy proxy =
        proxy(
                "https://h/",
                "{\"url\": \"http://p:3128\", \"user\": \"me\", \"password_file\": \""
                    + file
                    + "\"}",
                Map.of())
            .orElseThrow();
    assertThat(proxy.credentials().read()).contains("Basic bWU6b25l");
    Files.writeString(file, "two\n");
    assertThat(proxy.credentials().read()).contains("Basic bWU6dHdv");
  }

  @Test
  void aPasswordOfTheConfigurationMayBeAVariable() throws Exception {
    HttpProxy proxy =
        proxy("https://h/", "\"http://me:${env:PW}@p:3128\"", Map.of("PW", "one")).orElseThrow();
    assertThat(proxy.credentials().read()).contains("Basic bWU6b25l");
  }

  @Test
  void aVariableThatMakesNoSenseIsPassedOver() throws Exception {
    for (String nonsense :
        new String[] {"socks5://p:1080", "https://p:3129", "http://p:port", "http://", "ht tp:"}) {
      assertThat(proxy("https://h/", "", Map.of("https_proxy", nonsense))).as(nonsense).isEmpty();
    }
  }

  private static String where(String url, Map<String, String> environment) throws Exception {
    return proxy(url, "", environment).orElseThrow().endpoint().toString();
  }

  private static Optional<HttpProxy> proxy(
      String url, String configured, Map<String, String> environment)
      throws ConfigException, IOException {
    String json =
        "{\"destinations\": {\"d\": {\"type\": \"http\", \"url\": \""
            + url
            + "\""
            + (configured.isEmpty() ? "" : ", \"proxy\": " + configured)
            + "}}}";
    DestinationConfig destination =
        ConfigLoader.parse("c", json.getBytes(StandardCharsets.UTF_8))
            .config()
            .destinations()
            .get(0);
    return new Proxies(environment)
        .of(destination, HttpEndpoint.of(destination.url().orElseThrow()));
  }
}
