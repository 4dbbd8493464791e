package io.groundwatch.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groundwatch.model.SignalKind;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ImpliedDestinationsTest {
  private static final String CPU =
      "\"metrics_collected\": {\"cpu\": {\"measurement\": [\"usage_idle\"]}}";
  private static final String FILES =
      "\"logs_collected\": {\"files\": {\"collect_list\": [{\"file_path\": \"/l\"}]}}";

  @Test
  void eachSectionHasItsOwnEndpointAndRole() throws ConfigException {
    List<DestinationConfig> implied =
        implied(
            """
            {"agent": {"region": "eu-north-1", "credentials": {"role_arn": "arn:agent"},
                       "use_dualstack_endpoint": true},
             "metrics": {"endpoint_override": "monitoring.example.internal:8443",
                         "credentials": {"role_arn": "arn:metrics"}, %s},
             "logs": {"endpoint_override": "http://127.0.0.1:9000/x", "concurrency": 40, %s}}
            """
                .formatted(CPU, FILES));
    assertThat(implied).extracting(DestinationConfig::name).containsOnly("cloudwatch");
    assertThat(implied)
        .extracting(DestinationConfig::signals)
        .containsExactly(Set.of(SignalKind.METRICS), Set.of(SignalKind.LOGS));
    assertThat(implied)
        .extracting(d -> d.url().orElseThrow())
        .containsExactly(
            URI.create("https://monitoring.example.internal:8443"),
            URI.create("http://127.0.0.1:9000/x"));
    assertThat(implied)
        .extracting(d -> role(d).orElseThrow())
        .containsExactly("arn:metrics", "arn:agent");
    assertThat(implied)
        .extracting(DestinationConfig::concurrency)
        .containsExactly(1, DestinationConfig.MAX_CONCURRENCY);
    assertThat(implied)
        .allSatisfy(
            destination -> {
              ProtocolConfig.CloudWatch own = (ProtocolConfig.CloudWatch) destination.protocol();
              assertThat(own.region()).contains("eu-north-1");
              assertThat(own.dualStack()).isTrue();
            });
  }

  @Test
  void metricsGoToTheWorkspaceThatIsNamedAndThenToCloudWatchOnlyIfThatIsToo()
      throws ConfigException {
    String both =
        "\"metrics_destinations\": {\"cloudwatch\": {}, \"amp\": {\"workspace_id\": \"ws-1\"}}";
    String one = "\"metrics_destinations\": {\"amp\": {\"workspace_id\": \"ws-1\"}}";
    assertThat(implied(withMetrics(both)))
        .extracting(DestinationConfig::name)
        .containsExactly("cloudwatch", "amp", "cloudwatch");
    List<DestinationConfig> implied = implied(withMetrics(one));
    assertThat(implied).extracting(DestinationConfig::name).containsExactly("amp", "cloudwatch");
    assertThat(implied.get(0).url())
        .contains(
            URI.create(
                "https://aps-workspaces.us-east-2.amazonaws.com/workspaces/ws-1/api/v1/remote_write"));
    assertThat(implied.get(0).auth())
        .hasValueSatisfying(auth -> assertThat(((AuthConfig.Aws) auth).service()).contains("aps"));
  }

  @Test
  void wrongKeysAreFaults() {
    assertThatThrownBy(() -> implied(withMetrics("\"metrics_destinations\": {\"amp\": {}}")))
        .hasMessageContaining("workspace_id");
    assertThatThrownBy(() -> implied(withMetrics("\"endpoint_override\": \"ftp://host\"")))
        .hasMessageContaining("/metrics/endpoint_override");
    assertThatThrownBy(() -> implied(withMetrics("\"credentials\": {\"role\": \"x\"}")))
        .hasMessageContaining("/metrics/credentials/role");
  }

  /** They are for a file without destinations, and that is said. */
  @Test
  void aFileThatNamesDestinationsImpliesNone() throws ConfigException {
    LoadedConfig loaded =
        ConfigLoader.parse(
            "c.json",
            "{\"metrics\": {\"endpoint_override\": \"host.example\", %s}, \"destinations\": {\"c\": {\"type\": \"stdout\"}}}"
                .formatted(CPU)
                .getBytes(StandardCharsets.UTF_8));
    assertThat(loaded.config().implied()).isEmpty();
    assertThat(loaded.warnings())
        .extracting(Fault::pointer)
        .containsExactly("/metrics/endpoint_override");
  }

  private static String withMetrics(String member) {
    return "{\"agent\": {\"region\": \"us-east-2\"}, \"metrics\": {%s, %s}}".formatted(member, CPU);
  }

  private static Optional<String> role(DestinationConfig destination) {
    return destination.auth().flatMap(auth -> ((AuthConfig.Aws) auth).roleArn());
  }

  private static List<DestinationConfig> implied(String json) throws ConfigException {
    return Documents.config(json).implied();
  }
}
