package io.groundwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.AgentSection;
import io.groundwatch.input.identity.Identity;
import io.groundwatch.pipeline.LogPlaceholders;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlaceholdersTest {
  private final Identity identity = new Identity();
  private final Placeholders placeholders =
      Placeholders.of(
          "web1", "192.0.2.7", AgentSection.DEFAULTS, Map.of("AWS_REGION", "eu-west-1"), identity);

  @Test
  void offTheCloudTheHostsNameTellsHostsApart() {
    assertThat(fill("a-{hostname}-{local_hostname}-{instance_id}/{hostname}"))
        .isEqualTo("a-web1-web1-web1/web1");
    assertThat(fill("{ip_address} {aws_region} {account_id}"))
        .isEqualTo("192.0.2.7 eu-west-1 UNKNOWN-ACCOUNT");
  }

  @Test
  void leavesAllElseAsItIs() {
    assertThat(fill("{unknown} {host name} {date} {file_name} hostname {"))
        .isEqualTo("{unknown} {host name} {date} {file_name} hostname {");
    assertThat(fill("")).isEmpty();
  }

  @Test
  void takesTheCloudsWordAsSoonAsItIsThere() {
    Map<String, String> before = placeholders.values();
    identity.learn(Map.of("host:id", "m"));
    assertThat(placeholders.values()).isSameAs(before);

    identity.learn(
        Map.of("aws:InstanceId", "i-1", "aws:AccountId", "42", "aws:Region", "us-east-1"));
    assertThat(fill("{instance_id} {account_id} {hostname}")).isEqualTo("i-1 42 web1");
    // The configuration's and the environment's word comes first.
    assertThat(fill("{aws_region}")).isEqualTo("eu-west-1");
  }

  @Test
  void asksTheCloudForWhatIsUsedAlone() {
    assertThat(placeholders.wanted(Stream.of("{hostname}", "{aws_region}", "{date}"))).isEmpty();
    assertThat(placeholders.wanted(Stream.of("g-{instance_id}", "{account_id}")))
        .containsExactlyInAnyOrder("aws:InstanceId", "aws:AccountId");
    Placeholders regionless =
        Placeholders.of("web1", "192.0.2.7", AgentSection.DEFAULTS, Map.of(), identity);
    assertThat(regionless.wanted(Stream.of("{aws_region}"))).containsExactly("aws:Region");
    assertThat(regionless.values()).containsEntry("{aws_region}", "UNKNOWN-REGION");
  }

  private String fill(String text) {
    return LogPlaceholders.fill(text, placeholders.values());
  }
}
