package io.groundwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.app.Finding.Level;
import io.groundwatch.config.ConfigLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialCheckTest {
  @TempDir Path home;

  @Test
  void namesTheKeyThatSignsAndNothingElseOfIt() throws Exception {
    List<Finding> findings =
        check(Map.of("AWS_ACCESS_KEY_ID", "AKIAHERE", "AWS_SECRET_ACCESS_KEY", "hidden"));
    assertThat(findings).extracting(Finding::level).containsExactly(Level.FINE, Level.FINE);
    assertThat(findings.get(0).what()).contains("aws").contains("AKIAHERE");
    assertThat(findings.toString()).doesNotContain("hidden");
  }

  @Test
  void saysWhyThereAreNone() throws Exception {
    Files.createDirectories(home.resolve(".aws"));
    Files.writeString(
        home.resolve(".aws/config"),
        "[default]\ncredential_process = sh -c 'echo the card is out >&2; exit 7'\n");
    List<Finding> findings = check(Map.of());
    assertThat(findings).extracting(Finding::level).containsExactly(Level.FAULT, Level.FAULT);
    assertThat(findings.get(0).what())
        .contains("credential_process sh failed with status 7: the card is out");
    assertThat(findings.get(0).remedy()).isPresent();
  }

  /** Of CloudWatch, of another that signs, and of one that does not. */
  private List<Finding> check(Map<String, String> keys) throws Exception {
    Map<String, String> environment = new HashMap<>(keys);
    environment.put("HOME", home.toString());
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    String json =
        """
        {"destinations": {
          "aws": {"type": "cloudwatch", "region": "eu-west-1"},
          "amp": {"type": "prometheus_remote_write", "url": "https://127.0.0.1:1/",
            "auth": {"aws": {"region": "eu-west-1"}}},
          "plain": {"type": "http", "url": "http://127.0.0.1:1/"}}}
        """;
    return CredentialCheck.of(
        ConfigLoader.parse("c.json", json.getBytes(StandardCharsets.UTF_8)).config().destinations(),
        environment);
  }
}
