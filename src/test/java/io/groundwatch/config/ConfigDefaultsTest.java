package io.groundwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.BufferConfig.WhenFull;
import io.groundwatch.config.FileHandling.Compressed;
import io.groundwatch.model.Compression;
import io.groundwatch.model.SignalKind;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A change of a default is a change here. */
class ConfigDefaultsTest {

  @Test
  void theEmptyDocumentIsValid() throws ConfigException {
    assertThat(Documents.config("{}"))
        .isEqualTo(
            new AgentConfig(
                new AgentSection(
                    60,
                    Optional.empty(),
                    false,
                    Optional.empty(),
                    false,
                    Duration.ofMinutes(5),
                    Optional.empty(),
                    Map.of(),
                    Optional.empty(),
                    false,
                    Optional.empty(),
                    Optional.empty()),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Documents.config("{}").implied()));
  }

  @Test
  void anInputTakesTheIntervalOfTheAgent() throws ConfigException {
    AgentConfig config =
        Documents.config(
            """
            {
              "agent": { "metrics_collection_interval": 7 },
              "metrics": { "metrics_collected": { "disk": { "measurement": ["used"] } } }
            }
            """);

    assertThat(config.metrics())
        .contains(
            new MetricsSection(
                "CWAgent",
                Map.of(),
                Optional.empty(),
                List.of(
                    new HostInputConfig(
                        "disk",
                        List.of(new Measurement("used", Optional.empty(), Optional.empty())),
                        7,
                        Map.of(),
                        true,
                        Optional.empty(),
                        List.of(),
                        false)),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void anInputOfOursCollectsItsUsualFieldsWhereNoneIsNamed() throws ConfigException {
    AgentConfig config =
        Documents.config("{\"metrics\": {\"metrics_collected\": {\"system\": {}}}}");

    assertThat(config.metrics().orElseThrow().inputs().get(0).measurements())
        .extracting(Measurement::field)
        .containsExactly("load1", "load5", "load15", "uptime");
  }

  @Test
  void aFileIsReadFromItsBeginningIntoAGroupNamedAfterIt() throws ConfigException {
    AgentConfig config =
        Documents.config(
            """
            { "logs": { "logs_collected": { "files": { "collect_list": [
              { "file_path": "/var/log/app.1.log" }, { "file_path": "/var/log/messages" } ] } } } }
            """);

    assertThat(config.logs())
        .contains(
            new LogsSection(
                Optional.empty(),
                Optional.empty(),
                List.of(
                    file("/var/log/app.1.log", "/var/log/app.1"),
                    file("/var/log/messages", "/var/log/messages")),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
  }

  private static FileConfig file(String path, String group) {
    return new FileConfig(
        path,
        List.of(),
        Optional.empty(),
        LogStreamConfig.of(group, "{hostname}"),
        new FileHandling(FileConfig.ReadFrom.BEGINNING, false, false, Compressed.UNFINISHED),
        EventConfig.DEFAULTS,
        List.of(),
        Optional.empty());
  }

  @Test
  void aDestinationNeedsNoMoreThanItsAddress() throws ConfigException {
    assertThat(Documents.destination("{ \"type\": \"http\", \"url\": \"https://h/in\" }"))
        .isEqualTo(
            new DestinationConfig(
                "d",
                DestinationConfig.Type.HTTP,
                Optional.of(URI.create("https://h/in")),
                Set.of(SignalKind.METRICS, SignalKind.LOGS),
                Optional.empty(),
                TlsConfig.NONE,
                Compression.GZIP,
                BatchSettings.UNSET,
                BufferSettings.UNSET,
                new RetryConfig(Duration.ofSeconds(1), Duration.ofSeconds(60)),
                Duration.ofSeconds(30),
                1,
                Optional.empty(),
                Map.of(),
                new ProxyConfig.OfEnvironment(),
                new ProtocolConfig.Http(ProtocolConfig.Http.Format.NDJSON)));
  }

  @Test
  void logsGoAfterASecondAndWaitInTheirFiles() throws ConfigException {
    DestinationConfig destination = Documents.destination("{ \"type\": \"stdout\" }");

    assertThat(destination.batch(SignalKind.LOGS, Optional.empty()))
        .isEqualTo(new BatchConfig(1 << 20, 10_000, Duration.ofSeconds(1), true));
    assertThat(destination.buffer(SignalKind.LOGS))
        .isEqualTo(new BufferConfig(1L << 30, Duration.ofDays(14), WhenFull.BLOCK));
  }

  @Test
  void metricsGoAfterTenSecondsAndTheOldestGiveWay() throws ConfigException {
    DestinationConfig destination = Documents.destination("{ \"type\": \"stdout\" }");

    assertThat(destination.batch(SignalKind.METRICS, Optional.empty()))
        .isEqualTo(new BatchConfig(1 << 20, 10_000, Duration.ofSeconds(10), true));
    assertThat(destination.buffer(SignalKind.METRICS))
        .isEqualTo(new BufferConfig(1L << 30, Duration.ofDays(14), WhenFull.DROP_OLDEST));
  }
}
