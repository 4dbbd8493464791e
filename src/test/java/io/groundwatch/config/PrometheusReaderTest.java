package io.groundwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PrometheusReaderTest {
  private static final Path FILE = Path.of("/etc/prometheus/prometheus.yaml");

  @Test
  void readsAJobWithAllItSays() {
    List<ScrapeJob> jobs =
        PrometheusConfigs.parse(
            FILE,
            """
            global:
              scrape_interval: 1m30s
              scrape_timeout: 5s
            scrape_configs:
              - job_name: 42
                honor_labels: true
                honor_timestamps: false
                metrics_path: /m
                scheme: https
                sample_limit: 100
                basic_auth: {username: me, password_file: secret}
                tls_config: {ca_file: ca.pem, server_name: a.example}
                static_configs:
                  - targets: ['a:1', "b:2"]
                    labels: {zone: 1}
                relabel_configs:
                  - source_labels: [a, b]
                    regex: x(.*)
                    target_label: c
            """);
    ScrapeJob job = jobs.get(0);
    assertThat(job.name()).isEqualTo("42");
    assertThat(job.interval()).isEqualTo(Duration.ofSeconds(90));
    assertThat(job.timeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(job.tls()).isTrue();
    assertThat(job.certificates().caFile()).contains(Path.of("/etc/prometheus/ca.pem"));
    assertThat(job.auth())
        .contains(
            new AuthConfig.Basic("me", new SecretRef.OfFile(Path.of("/etc/prometheus/secret"))));
    assertThat(job.targets())
        .containsExactly(new ScrapeJob.Group(List.of("a:1", "b:2"), Map.of("zone", "1")));
    assertThat(job.relabel())
        .containsExactly(
            new RelabelRule(
                List.of("a", "b"), ";", "x(.*)", 1, "c", "$1", RelabelRule.Action.REPLACE));
    assertThat(job.honorLabels()).isTrue();
    assertThat(job.honorTimestamps()).isFalse();
    assertThat(job.sampleLimit()).isEqualTo(100);
    assertThat(job.certificates().serverName()).isEqualTo(Optional.of("a.example"));
  }

  @Test
  void saysWhatIsWrongAndWhere() {
    Faults faults = new Faults();
    PrometheusReader.parse(
        Path.of("p.yaml"),
        """
        global: {scrape_interval: often}
        scrape_configs:
          - job_nam: a
            kubernetes_sd_configs: [{role: pod}]
          - job_name: b
            relabel_configs:
              - {action: kep, regex: '('}
          - job_name: b
        rule_files: [x]
        """,
        faults);
    assertThat(faults.all().stream().map(Fault::toString).collect(Collectors.joining("\n")))
        .contains(
            "p.yaml:1:27 /global/scrape_interval: \"often\" (expected: a duration, such as 30s)")
        .contains("p.yaml:3:5 /scrape_configs/0/job_name: missing")
        .contains("/scrape_configs/0/job_nam: warning: unknown key (did you mean \"job_name\"?)")
        .contains("/scrape_configs/0/kubernetes_sd_configs: warning: not served by this version")
        .contains("/scrape_configs/1/relabel_configs/0/action: \"kep\"")
        .contains("did you mean \"keep\"?")
        .contains("/scrape_configs/1/relabel_configs/0/regex: no regular expression")
        .contains("p.yaml:8:5 /scrape_configs/2: a second job_name \"b\"")
        .contains("/rule_files: warning: means nothing here");
  }

  @Test
  void whatIsNoYamlSaysWhere() {
    Faults faults = new Faults();
    PrometheusReader.parse(Path.of("p.yaml"), "a: [1\nb: {", faults);
    assertThat(faults.all())
        .singleElement()
        .asString()
        .startsWith("p.yaml:2:")
        .contains("not YAML");
  }

  @Test
  void aTextThatStandsForAnEndlessTreeIsRefused() {
    StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      String before = "*a" + (i - 1);
      text.append(
          "a%d: &a%d [%s]\n"
              .formatted(i, i, String.join(", ", java.util.Collections.nCopies(9, before))));
    }
    Faults faults = new Faults();
    PrometheusReader.parse(Path.of("p.yaml"), text.toString(), faults);
    assertThat(faults.hasErrors()).isTrue();
  }

  @Test
  void aFileThatIsNotThereIsAWarning() throws Exception {
    assertThat(
            Documents.warnings(
                "{\"metrics\": {\"metrics_collected\": {\"prometheus\": {\"prometheus_config_path\": \"/no/such.yaml\"}}}}"))
        .singleElement()
        .asString()
        .contains("cannot be read, so no Prometheus targets are scraped");
  }
}
