package io.groundwatch.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretRefTest {
  private static final Map<String, String> ENVIRONMENT = Map.of("A", "1$2", "B", "b", "EMPTY", "");

  private final Path folder;

  SecretRefTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void readsAFileWithoutTheLineBreakAtItsEnd() throws IOException {
    assertThat(file("s3cret\n").read(Map.of())).isEqualTo("s3cret");
  }

  @Test
  void readsAFileAnewEachTime() throws IOException {
    SecretRef secret = file("old");
    secret.read(Map.of());
    file("new");

    assertThat(secret.read(Map.of())).isEqualTo("new");
  }

  @Test
  void refusesAFileThatIsEmptyOrHoldsLinesOrIsFarTooLarge() {
    assertThatThrownBy(() -> file(" \n").read(Map.of())).hasMessageContaining("empty or not set");
    assertThatThrownBy(() -> file("s3cret\r\nX: y").read(Map.of()))
        .hasMessageContaining("more than one line")
        .hasMessageNotContaining("s3cret");
    assertThatThrownBy(() -> file("x".repeat(SecretRef.MAX_BYTES + 1)).read(Map.of()))
        .hasMessageContaining("too large");
  }

  @Test
  void refusesAFileThatIsNotThere() {
    assertThatThrownBy(() -> new SecretRef.OfFile(folder.resolve("none")).read(Map.of()))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void readsAVariable() throws IOException {
    assertThat(new SecretRef.OfEnvironment("A").read(ENVIRONMENT)).isEqualTo("1$2");
  }

  @Test
  void refusesAVariableThatIsEmptyOrNotSet() {
    assertThatThrownBy(() -> new SecretRef.OfEnvironment("EMPTY").read(ENVIRONMENT))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("variable EMPTY: ");
    assertThatThrownBy(() -> new SecretRef.OfText("x ${env:NONE}").read(ENVIRONMENT))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("variable NONE: ");
  }

  @Test
  void putsVariablesIntoAText() throws IOException {
    assertThat(new SecretRef.OfText("k ${env:A}/${env:B} $1").read(ENVIRONMENT))
        .isEqualTo("k 1$2/b $1");
  }

  private SecretRef file(String content) throws IOException {
    return new SecretRef.OfFile(Files.writeString(folder.resolve("secret"), content));
  }
}
