package io.groundwatch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groundwatch.config.AuthConfig;
import io.groundwatch.config.SecretRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfiguredHeadersTest {
  @TempDir Path folder;

  @Test
  void whatIsWrittenOutIsOpenAndTheRestIsSecret() throws IOException {
    Path file = Files.writeString(folder.resolve("key"), "one\n");
    Map<String, SecretRef> named = new LinkedHashMap<>();
    named.put("X-Tenant", new SecretRef.OfText("a"));
    named.put("X-Key", new SecretRef.OfText("k-${env:KEY}"));
    named.put("X-File", new SecretRef.OfFile(file));
    AuthConfig bearer = new AuthConfig.Bearer(new SecretRef.OfEnvironment("TOKEN"));
    ConfiguredHeaders headers =
        new ConfiguredHeaders(named, Optional.of(bearer), Map.of("KEY", "s3", "TOKEN", "t0"));

    assertThat(headers.open()).containsExactly(Map.entry("X-Tenant", "a"));
    assertThat(headers.read())
        .isEqualTo(Map.of("Authorization", "Bearer t0", "X-Key", "k-s3", "X-File", "one"));
    Files.writeString(file, "two\n");
    assertThat(headers.read()).containsEntry("X-File", "two");
  }

  @Test
  void withoutAnyThereIsNothingToRead() throws IOException {
    ConfiguredHeaders none = new ConfiguredHeaders(Map.of(), Optional.empty(), Map.of());
    assertThat(none.open()).isEmpty();
    assertThat(none.read()).isEmpty();
  }

  @Test
  void aMissingSecretIsNamed() {
    ConfiguredHeaders headers =
        new ConfiguredHeaders(
            Map.of("X-Key", new SecretRef.OfText("k-${env:KEY}")), Optional.empty(), Map.of());
    assertThatThrownBy(headers::read).hasMessageContaining("variable KEY");
  }
}
