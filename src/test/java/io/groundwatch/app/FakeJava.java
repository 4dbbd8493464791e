package io.groundwatch.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Shell scripts that stand in for Java and tell what they were given. */
final class FakeJava {
  private static final String TELLS_ALL =
      """
      #!/bin/sh
      echo "java: $0"
      echo "pid: $$"
      echo "arenas: $MALLOC_ARENA_MAX"
      echo "locale: $LC_ALL"
      echo "directory: $(pwd -P)"
      for argument; do echo "argument: $argument"; done
      exit 7
      """;

  private FakeJava() {}

  /** Makes a Java home with a release file, whose java prints everything and exits with 7. */
  static Path home(Path home, String version) throws IOException {
    executable(home.resolve("bin/java"), TELLS_ALL);
    Files.writeString(
        home.resolve("release"),
        "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"" + version + "\"\nOS_ARCH=\"x86_64\"\n");
    return home;
  }

  /** Writes a script, and the folders above it. */
  static void executable(Path file, String script) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, script);
    makeExecutable(file);
  }

  static void makeExecutable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
