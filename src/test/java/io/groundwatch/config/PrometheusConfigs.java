package io.groundwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

/** Prometheus's own configuration, for tests of other packages. */
public final class PrometheusConfigs {
  private PrometheusConfigs() {}

  /** The jobs of a text without a fault. */
  public static List<ScrapeJob> parse(Path file, String text) {
    Faults faults = new Faults();
    List<ScrapeJob> jobs = PrometheusReader.parse(file, text, faults);
    assertThat(faults.all()).isEmpty();
    return jobs;
  }
}
