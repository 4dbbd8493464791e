package io.groundwatch.config;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Configurations that are in use with the CloudWatch Agent. They are not part of this repository:
 * without the folder beside the checkout the tests that ask for them skip.
 */
public final class UpstreamSamples {
  private static final Path FOLDER =
      Path.of(System.getProperty("groundwatch.samples", "../shared/cw-samples"));

  private UpstreamSamples() {}

  /** Those of one kind, such as {@code valid}. */
  public static List<Path> of(String kind) throws IOException {
    return json(named(kind));
  }

  static List<Path> folders(String kind) throws IOException {
    try (Stream<Path> files = Files.list(named(kind))) {
      return files.filter(Files::isDirectory).sorted().toList();
    }
  }

  static Path named(String name) {
    Path file = FOLDER.resolve(name);
    assumeTrue(Files.exists(file), "skipped: there is no " + file);
    return file;
  }

  static List<Path> json(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }
}
