package io.groundwatch.app;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;

/** The schema of the configuration, as the package has it for editors: conf/config.schema.json. */
final class InstalledSchema {
  private static final String FILE = "conf/config.schema.json";

  private InstalledSchema() {}

  /** Where it is; empty where the agent runs out of something else than its package. */
  static Optional<Path> find() {
    CodeSource source = InstalledSchema.class.getProtectionDomain().getCodeSource();
    if (source == null) {
      return Optional.empty();
    }
    try {
      // The jar is lib/groundwatch.jar.
      Path jar = Path.of(source.getLocation().toURI());
      return Optional.ofNullable(jar.getParent())
          .map(lib -> lib.resolveSibling(FILE))
          .filter(Files::isRegularFile);
    } catch (URISyntaxException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
