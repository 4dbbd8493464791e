package io.groundwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.BufferConfig.WhenFull;
import io.groundwatch.model.SignalKind;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DestinationConfigTest {
  private static final Optional<Duration> FLUSH = Optional.of(Duration.ofSeconds(5));

  @Test
  void samplesForAPageDoNotWait() throws ConfigException {
    DestinationConfig page =
        Documents.destination("{ \"type\": \"prometheus\", \"listen\": \"9464\" }");
    assertThat(page.batch(SignalKind.METRICS, Optional.empty()).maxAge())
        .isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aFlushIntervalOfTheSectionIsTheDefaultAge() throws ConfigException {
    DestinationConfig destination = Documents.destination("{ \"type\": \"stdout\" }");

    assertThat(destination.batch(SignalKind.LOGS, FLUSH).maxAge()).hasSeconds(5);
    assertThat(destination.batch(SignalKind.METRICS, FLUSH).maxAge()).hasSeconds(5);
  }

  @Test
  void anAgeOfTheDestinationComesBeforeThatOfTheSection() throws ConfigException {
    DestinationConfig destination =
        Documents.destination("{ \"type\": \"stdout\", \"batch\": { \"max_age\": \"2s\" } }");

    assertThat(destination.batch(SignalKind.LOGS, FLUSH).maxAge()).hasSeconds(2);
    assertThat(destination.batch(SignalKind.LOGS, FLUSH).mayGrow()).isTrue();
  }

  @Test
  void aBatchWhoseSizeWasSetDoesNotGrow() throws ConfigException {
    assertThat(batch("\"max_bytes\": \"1MiB\"").mayGrow()).isFalse();
    assertThat(batch("\"max_records\": 10000").mayGrow()).isFalse();
    assertThat(batch("").mayGrow()).isTrue();
  }

  private static BatchConfig batch(String settings) throws ConfigException {
    return Documents.destination("{ \"type\": \"stdout\", \"batch\": {" + settings + "} }")
        .batch(SignalKind.LOGS, Optional.empty());
  }

  @Test
  void whatABufferSaysHoldsForBothKinds() throws ConfigException {
    DestinationConfig destination =
        Documents.destination("{ \"type\": \"stdout\", \"buffer\": { \"when_full\": \"block\" } }");

    assertThat(destination.buffer(SignalKind.METRICS).whenFull()).isEqualTo(WhenFull.BLOCK);
    assertThat(destination.buffer().maxBytes()).isEmpty();
  }

  @Test
  void readsEachWayToAuthenticate() throws ConfigException {
    assertThat(auth("{ \"bearer\": \"${env:TOKEN}\" }"))
        .isEqualTo(new AuthConfig.Bearer(new SecretRef.OfEnvironment("TOKEN")));
    assertThat(auth("{ \"basic\": { \"user\": \"u\", \"password_file\": \"/p\" } }"))
        .isEqualTo(new AuthConfig.Basic("u", new SecretRef.OfFile(Path.of("/p"))));
    assertThat(auth("{ \"headers\": { \"A\": \"k ${env:K}\", \"B_file\": \"/b\" } }"))
        .isEqualTo(
            new AuthConfig.Headers(
                Map.of(
                    "A", new SecretRef.OfText("k ${env:K}"),
                    "B", new SecretRef.OfFile(Path.of("/b")))));
  }

  @Test
  void aProxyIsNamedByAnAddressOrAnObject() throws ConfigException {
    assertThat(proxy("\"http://p:3128/\""))
        .isEqualTo(new ProxyConfig.Named(URI.create("http://p:3128/"), Optional.empty()));
    assertThat(proxy("\"[::1]:3128\""))
        .isEqualTo(new ProxyConfig.Named(URI.create("http://[::1]:3128"), Optional.empty()));
    assertThat(proxy("\"http://me:${env:PW}@web_proxy:3128\""))
        .isEqualTo(
            new ProxyConfig.Named(
                URI.create("http://web_proxy:3128"),
                Optional.of(new AuthConfig.Basic("me", new SecretRef.OfText("${env:PW}")))));
    assertThat(proxy("{\"url\": \"http://p\", \"user\": \"u\", \"password\": \"${env:PW}\"}"))
        .isEqualTo(
            new ProxyConfig.Named(
                URI.create("http://p"),
                Optional.of(new AuthConfig.Basic("u", new SecretRef.OfEnvironment("PW")))));
    assertThat(proxy("\"none\"")).isEqualTo(new ProxyConfig.None());
  }

  @Test
  void aPasswordOfAProxyInTheFileItselfIsTakenAndWarnedOf() throws ConfigException {
    LoadedConfig loaded =
        Documents.load(
            "{\"destinations\":{\"d\":{\"type\":\"http\",\"url\":\"https://h/\","
                + "\"proxy\":\"http://me:hunter2%40x@p:3128\"}}}");
    assertThat(loaded.warnings())
        .singleElement()
        .satisfies(
            fault ->
                assertThat(fault.text())
                    .contains("/destinations/d/proxy: warning: a password in the file itself")
                    .doesNotContain("hunter2"));
    DestinationConfig destination = loaded.config().destinations().get(0);
    assertThat(destination.proxy())
        .isEqualTo(
            new ProxyConfig.Named(
                URI.create("http://p:3128"),
                Optional.of(new AuthConfig.Basic("me", new SecretRef.OfText("hunter2@x")))));
    assertThat(destination.toString()).doesNotContain("hunter2");
  }

  @Test
  void aHostMayHaveAnUnderscore() throws ConfigException {
    assertThat(
            Documents.destination("{\"type\":\"http\",\"url\":\"http://log_store:3100/push\"}")
                .url())
        .contains(URI.create("http://log_store:3100/push"));
  }

  private static ProxyConfig proxy(String proxy) throws ConfigException {
    return Documents.destination(
            "{\"type\":\"http\",\"url\":\"https://h/\",\"proxy\":" + proxy + "}")
        .proxy();
  }

  @Test
  void showsNoSecret() throws ConfigException {
    assertThat(auth("{ \"headers\": { \"X-Key\": \"hunter2\" } }").toString())
        .contains("X-Key")
        .doesNotContain("hunter2");
  }

  private static AuthConfig auth(String auth) throws ConfigException {
    return Documents.destination("{\"type\":\"http\",\"url\":\"https://h/\",\"auth\":" + auth + "}")
        .auth()
        .orElseThrow();
  }
}
