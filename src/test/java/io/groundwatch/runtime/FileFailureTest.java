package io.groundwatch.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileFailureTest {
  @TempDir private Path folder;

  @Test
  void namesTheFileAndSaysWhyInWords() throws IOException {
    Path missing = folder.resolve("missing");
    Path file = Files.createFile(folder.resolve("file"));

    assertThat(failure(() -> Files.newInputStream(missing).close()))
        .isEqualTo(missing + ": no such file or folder");
    assertThat(failure(() -> Files.createDirectories(file)))
        .isEqualTo(file + ": it exists already and is not a folder");
    assertThat(FileFailure.text(new NotDirectoryException("/etc/hosts")))
        .isEqualTo("/etc/hosts: not a folder");
    assertThat(failure(() -> Files.createDirectory(file.resolve("below"))))
        .isEqualTo(file.resolve("below") + ": Not a directory");
    assertThat(FileFailure.text(new AccessDeniedException("/root/token")))
        .isEqualTo("/root/token: permission denied");
  }

  @Test
  void leavesOutWhatItDoesNotKnow() {
    assertThat(FileFailure.text(new IOException("Is a directory"))).isEqualTo("Is a directory");
    assertThat(FileFailure.text(new IOException())).isEqualTo("IOException");
    assertThat(FileFailure.text(new FileSystemException(null))).isEqualTo("FileSystemException");
  }

  private static String failure(Step step) {
    try {
      step.run();
    } catch (IOException e) {
      return FileFailure.text(e);
    }
    return "none";
  }

  private interface Step {
    void run() throws IOException;
  }
}
