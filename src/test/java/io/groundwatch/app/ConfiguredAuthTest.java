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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfiguredAuthTest {
  @TempDir Path folder;

  @Test
  void aTokenIsReadAnewEachTime() throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "one\n");
    ConfiguredAuth auth = auth(new AuthConfig.Bearer(new SecretRef.OfFile(file)));
    assertThat(auth.read()).isEqualTo(Map.of("Authorization", "Bearer one"));
    Files.writeString(file, "two\n");
    assertThat(auth.read()).isEqualTo(Map.of("Authorization", "Bearer two"));
    Files.delete(file);
    assertThatThrownBy(auth::read).isInstanceOf(IOException.class);
  }

  /** The example of RFC 7617, section 2.1. */
  @Test
  void basicIsUserAndPasswordInBase64OfUtf8() throws IOException {
    AuthConfig basic = new AuthConfig.Basic("test", new SecretRef.OfEnvironment("PASSWORD"));
    assertThat(auth(basic).read()).isEqualTo(Map.of("Authorization", "Basic dGVzdDoxMjPCow=="));
  }

  @Test
  void headersKeepTheirNamesAndTheirOrder() throws IOException {
    Map<String, SecretRef> named = new LinkedHashMap<>();
    named.put("X-Tenant", new SecretRef.OfText("plain"));
    named.put("Api-Key", new SecretRef.OfText("k-${env:KEY}"));
    Map<String, String> headers = auth(new AuthConfig.Headers(named)).read();
    assertThat(headers)
        .containsExactly(Map.entry("X-Tenant", "plain"), Map.entry("Api-Key", "k-s3"));
  }

  @Test
  void aMissingSecretIsNamedAndNotSent() {
    AuthConfig bearer = new AuthConfig.Bearer(new SecretRef.OfEnvironment("NONE"));
    assertThatThrownBy(() -> auth(bearer).read())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("NONE")
        .hasMessageNotContaining("s3");
  }

  private static ConfiguredAuth auth(AuthConfig config) {
    return new ConfiguredAuth(config, Map.of("PASSWORD", "123\u00a3", "KEY", "s3"));
  }
}
