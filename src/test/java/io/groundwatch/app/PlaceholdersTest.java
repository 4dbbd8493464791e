package io.groundwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.AgentSection;
import io.groundwatch.config.LogStreamConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlaceholdersTest {
  private final Placeholders placeholders =
      Placeholders.of(
          "web1", "192.0.2.7", AgentSection.DEFAULTS, Map.of("AWS_REGION", "eu-west-1"));

  @Test
  void fillsInAllThatItKnows() {
    assertThat(placeholders.fill("a-{hostname}-{local_hostname}-{instance_id}/{hostname}"))
        .isEqualTo("a-web1-web1-i-UNKNOWN/web1");
    assertThat(placeholders.fill("{ip_address} {aws_region} {account_id}"))
        .isEqualTo("192.0.2.7 eu-west-1 UNKNOWN-ACCOUNT");
  }

  @Test
  void leavesAllElseAsItIs() {
    assertThat(placeholders.fill("{unknown} {host name} {date} {file_name} hostname {"))
        .isEqualTo("{unknown} {host name} {date} {file_name} hostname {");
    assertThat(placeholders.fill("")).isEmpty();
  }

  @Test
  void fillsBothNamesOfAStream() {
    assertThat(placeholders.fill(LogStreamConfig.of("g-{hostname}", "s-{hostname}")))
        .isEqualTo(LogStreamConfig.of("g-web1", "s-web1"));
  }
}
