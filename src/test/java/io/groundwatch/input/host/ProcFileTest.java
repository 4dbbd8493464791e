package io.groundwatch.input.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcFileTest {
  private final Path folder;

  ProcFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void walksByLineAndWord() throws IOException {
    ProcFile file = loaded("  a 12\tb\n\nlast 7");
    assertThat(file.nextLine()).isTrue();
    assertThat(file.word()).isEqualTo("a");
    assertThat(file.number()).isEqualTo(12);
    assertThat(file.word()).isEqualTo("b");
    assertThat(file.word()).isEmpty();
    assertThat(file.number()).isEqualTo(Source.ABSENT);
    assertThat(file.nextLine()).isTrue();
    assertThat(file.word()).isEmpty();
    assertThat(file.nextLine()).isTrue();
    file.skipWords(1);
    assertThat(file.number()).isEqualTo(7);
    assertThat(file.nextLine()).isFalse();
    assertThat(file.nextLine()).isFalse();
  }

  @Test
  void readsALabelUpToTheLastColon() throws IOException {
    ProcFile file = loaded(" eth0:1:42 3\nno label here\n");
    file.nextLine();
    assertThat(file.label()).isEqualTo("eth0:1");
    assertThat(file.number()).isEqualTo(42);
    file.nextLine();
    assertThat(file.label()).isEmpty();
  }

  @Test
  void readsAFileThatIsLargerThanItsBufferAndThenASmallerOne() throws IOException {
    String large = "line of some length 123456789\n".repeat(2000);
    ProcFile file = loaded(large);
    int lines = 0;
    while (file.nextLine()) {
      assertThat(file.word()).isEqualTo("line");
      lines++;
    }
    assertThat(lines).isEqualTo(2000);

    Files.writeString(folder.resolve("f"), "one\n");
    file.load();
    assertThat(file.nextLine()).isTrue();
    assertThat(file.nextLine()).isFalse();
  }

  @Test
  void refusesAWordForANumberAndNamesTheFile() throws IOException {
    ProcFile file = loaded("12x\n");
    file.nextLine();
    assertThatThrownBy(file::number)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(folder.resolve("f").toString());
  }

  private ProcFile loaded(String text) throws IOException {
    Files.writeString(folder.resolve("f"), text);
    ProcFile file = new ProcFile(folder.resolve("f"));
    file.load();
    return file;
  }
}
