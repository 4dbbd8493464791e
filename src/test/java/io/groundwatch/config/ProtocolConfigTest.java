package io.groundwatch.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groundwatch.config.ProtocolConfig.CloudWatch;
import io.groundwatch.config.ProtocolConfig.Encoding;
import io.groundwatch.config.ProtocolConfig.Host;
import io.groundwatch.config.ProtocolConfig.LogGroup;
import io.groundwatch.config.ProtocolConfig.RemoteWrite;
import io.groundwatch.config.ProtocolConfig.RemoteWrite.Version;
import io.groundwatch.config.ProtocolConfig.Scrape;
import io.groundwatch.model.SignalKind;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What destinations say that only their type has. */
class ProtocolConfigTest {
  @Test
  void cloudWatchNeedsNothing() throws ConfigException {
    DestinationConfig destination = Documents.destination("{ \"type\": \"cloudwatch\" }");
    assertThat(destination.url()).isEmpty();
    assertThat(destination.protocol())
        .isEqualTo(new CloudWatch(Optional.empty(), false, false, List.of()));
  }

  @Test
  void cloudWatchTakesItsRegionAndItsGroupsFromTheOtherSections() throws ConfigException {
    AgentConfig config =
        Documents.config(
            """
            { "agent": { "region": "eu-west-2" },
              "logs": { "logs_collected": { "files": { "collect_list": [
                { "file_path": "/a", "log_group_name": "g-{hostname}", "retention_in_days": 7 },
                { "file_path": "/b", "log_group_name": "h", "retention_in_days": -1 },
                { "file_path": "/c", "log_group_name": "i", "log_group_class": "INFREQUENT_ACCESS" }
              ] } } },
              "destinations": { "d": { "type": "cloudwatch" },
                                "e": { "type": "cloudwatch", "region": "us-east-1" } } }
            """);
    List<LogGroup> groups =
        List.of(
            new LogGroup("g-{hostname}", Optional.of(7), Optional.empty()),
            new LogGroup("i", Optional.empty(), Optional.of("INFREQUENT_ACCESS")));
    assertThat(config.destinations())
        .extracting(DestinationConfig::protocol)
        .containsExactly(
            new CloudWatch(Optional.of("eu-west-2"), false, false, groups),
            new CloudWatch(Optional.of("us-east-1"), false, false, groups));
  }

  @Test
  void cloudWatchSaysWhereAndAsWhom() throws ConfigException {
    DestinationConfig destination =
        Documents.destination(
            """
            { "type": "cloudwatch", "endpoint_override": "http://localhost:4566/",
              "dual_stack": true, "fips": true,
              "auth": { "aws": { "profile": "p", "role_arn": "arn:r", "external_id": "x",
                                 "shared_credential_file": "/c" } } }
            """);
    assertThat(destination.url()).contains(URI.create("http://localhost:4566/"));
    assertThat(destination.protocol())
        .isEqualTo(new CloudWatch(Optional.empty(), true, true, List.of()));
    assertThat(destination.auth())
        .contains(
            new AuthConfig.Aws(
                Optional.empty(),
                Optional.empty(),
                Optional.of("p"),
                Optional.of(Path.of("/c")),
                Optional.of("arn:r"),
                Optional.of("x")));
  }

  @Test
  void otlpIsProtobufUnlessItSaysOtherwise() throws ConfigException {
    assertThat(Documents.destination("{ \"type\": \"otlp\", \"url\": \"http://a/\" }").protocol())
        .isEqualTo(new ProtocolConfig.Otlp(Encoding.PROTOBUF, Host.UNSET));
    assertThat(
            Documents.destination(
                    "{ \"type\": \"otlp\", \"url\": \"http://a/\", \"encoding\": \"json\" }")
                .protocol())
        .isEqualTo(new ProtocolConfig.Otlp(Encoding.JSON, Host.UNSET));
    assertFault("{ \"type\": \"otlp\" }", "/url: missing");
    assertFault(
        "{ \"type\": \"otlp\", \"url\": \"http://a/\", \"encoding\": \"xml\" }",
        "expected: one of protobuf, json");
  }

  @Test
  void remoteWriteCarriesMetricsAlone() throws ConfigException {
    String write = "\"type\": \"prometheus_remote_write\", \"url\": \"http://a/\"";
    DestinationConfig destination = Documents.destination("{ " + write + " }");
    assertThat(destination.signals()).containsExactly(SignalKind.METRICS);
    assertThat(destination.protocol()).isEqualTo(new RemoteWrite(Version.AUTO, Map.of()));
    assertThat(
            Documents.destination(
                    "{ " + write + ", \"protocol_version\": \"2.0\", \"labels\": {\"a\": \"b\"} }")
                .protocol())
        .isEqualTo(new RemoteWrite(Version.V2, Map.of("a", "b")));
    assertFault("{ " + write + ", \"signals\": [\"logs\"] }", "carries metrics alone");
  }

  @Test
  void aPageIsServedWhereItIsSaidAndSendsNothing() throws ConfigException {
    String page = "\"type\": \"prometheus\", \"listen\": ";
    DestinationConfig destination =
        Documents.destination("{ " + page + "\"9464\", \"labels\": {\"a\": \"b\"} }");
    assertThat(destination.signals()).containsExactly(SignalKind.METRICS);
    assertThat(destination.protocol())
        .isEqualTo(new Scrape(new ListenAddress("127.0.0.1", 9464), Map.of("a", "b")));
    assertFault("{ \"type\": \"prometheus\" }", "/listen: missing");
    assertFault("{ " + page + "\"here\" }", "\"here\" (expected: HOST:PORT");
    assertFault(
        "{ " + page + "\"9464\", \"url\": \"http://a/\" }",
        "/url: means nothing for the type prometheus");
  }

  @Test
  void influxNamesWhatItsVersionNeeds() {
    String influx = "{ \"type\": \"influxdb\", \"url\": \"http://a/\"";
    assertFault(influx + " }", "/database: missing");
    assertFault(influx + ", \"bucket\": \"b\" }", "/org: missing");
    assertFault(
        influx + ", \"database\": \"d\", \"bucket\": \"b\", \"org\": \"o\" }", "unknown key");
    assertFault(
        influx + ", \"api_version\": \"v3\", \"database\": \"d\", \"retention_policy\": \"r\" }",
        "/retention_policy: unknown key");
  }

  @Test
  void whatATypeDoesNotKnowIsAFault() {
    assertFault("{ \"type\": \"cloudwatch\", \"url\": \"http://a/\" }", "/url: unknown key");
    assertFault(
        "{ \"type\": \"http\", \"url\": \"http://a/\", \"region\": \"r\" }",
        "/region: unknown key");
    assertFault(
        "{ \"type\": \"http\", \"url\": \"http://a/\", \"auth\": { \"aws\": {} } }",
        "aws means nothing for the type http");
    assertFault(
        "{ \"type\": \"cloudwatch\", \"auth\": { \"bearer_file\": \"/t\" } }",
        "CloudWatch knows signatures alone");
    assertFault(
        "{ \"type\": \"cloudwatch\", \"auth\": { \"aws\": { \"external_id\": \"x\" } } }",
        "external_id: means nothing without role_arn");
  }

  static void assertFault(String destination, String fault) {
    assertThatThrownBy(() -> Documents.destination(destination))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(fault);
  }
}
