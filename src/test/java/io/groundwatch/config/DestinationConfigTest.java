package io.groundwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.BufferConfig.WhenFull;
import io.groundwatch.model.SignalKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DestinationConfigTest {
  private static final Optional<Duration> FLUSH = Optional.of(Duration.ofSeconds(5));

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
