package io.groundwatch.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Configurations that are in use with the CloudWatch Agent. They are not part of this repository:
 * without the folder beside the checkout the tests skip.
 */
class UpstreamSamplesTest {
  private static final Path SAMPLES =
      Path.of(System.getProperty("groundwatch.samples", "../shared/cw-samples"));

  /** Faults in sections that are accepted and not read yet, or in patterns not yet compiled. */
  private static final int MOST_NOT_YET_REFUSED = 10;

  @Test
  void loadsEveryValidSample() throws IOException {
    List<String> refused = new ArrayList<>();
    List<Path> files = samples("valid");
    for (Path file : files) {
      try {
        ConfigLoader.load(file);
      } catch (ConfigException e) {
        refused.add(e.getMessage());
      }
    }
    System.out.printf(
        "Valid samples: %d of %d load.%n", files.size() - refused.size(), files.size());
    assertThat(refused).isEmpty();
  }

  @Test
  void refusesInvalidSamplesInTheSectionsThatAreRead() throws IOException {
    List<String> loaded = new ArrayList<>();
    List<Path> files = samples("invalid");
    for (Path file : files) {
      try {
        ConfigLoader.load(file);
        loaded.add(file.getFileName().toString());
      } catch (ConfigException e) {
        assertThat(e.faults()).isNotEmpty();
      }
    }
    System.out.printf(
        "Invalid samples: %d of %d are refused; not yet: %s.%n",
        files.size() - loaded.size(), files.size(), loaded);
    assertThat(loaded).hasSizeLessThanOrEqualTo(MOST_NOT_YET_REFUSED);
  }

  private static List<Path> samples(String kind) throws IOException {
    Path folder = SAMPLES.resolve(kind);
    assumeTrue(Files.isDirectory(folder), "skipped: there is no folder " + folder);
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }
}
