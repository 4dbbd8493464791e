package io.groundwatch.input.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
  void readsLettersNamesInParenthesesSignsAndHexadecimals() throws IOException {
    ProcFile file = loaded("7 (a) (b) c) S -12 5\nShdPnd:\t0000000000004002\nX");
    file.nextLine();
    assertThat(file.number()).isEqualTo(7);
    assertThat(file.between('(', ')')).isEqualTo("a) (b) c");
    assertThat(file.letter()).isEqualTo('S');
    assertThat(file.signed()).isEqualTo(-12);
    assertThat(file.signed()).isEqualTo(5);
    assertThat(file.letter()).isEqualTo(' ');
    file.nextLine();
    assertThat(file.starts("ShdPnd: ")).isFalse();
    assertThat(file.starts("ShdPnd:")).isTrue();
    assertThat(file.hex()).isEqualTo(0x4002);
    file.nextLine();
    assertThat(file.starts("XY")).isFalse();
    assertThat(file.between('(', ')')).isEmpty();
  }

  @Test
  void aWordThatStandsWhereItStoodIsTheSameString() throws IOException {
    ProcFile file = loaded("eth0 1\nlo 2\n");
    String first = words(file).get(0);
    Files.writeString(folder.resolve("f"), "eth0 3\nl\u00f6 4\n");
    file.load();
    List<String> again = words(file);
    assertThat(again.get(0)).isSameAs(first);
    assertThat(again.get(1)).isEqualTo("l\u00f6");
  }

  @Test
  void opensItsFileAgainAfterAFailure() throws IOException {
    ProcFile file = loaded("1\n");
    file.close();
    Files.delete(folder.resolve("f"));
    assertThatThrownBy(file::load).isInstanceOf(IOException.class);
    Files.writeString(folder.resolve("f"), "2\n");
    file.load();
    file.nextLine();
    assertThat(file.number()).isEqualTo(2);
  }

  @Test
  void readsOneFileAfterAnother() throws IOException {
    Files.writeString(folder.resolve("a"), "1\n");
    Files.writeString(folder.resolve("b"), "2\n");
    ProcFile file = new ProcFile();
    for (int i = 1; i <= 2; i++) {
      file.load(folder.resolve(i == 1 ? "a" : "b"));
      file.nextLine();
      assertThat(file.number()).isEqualTo(i);
    }
  }

  @Test
  void refusesAWordForANumberAndNamesTheFile() throws IOException {
    ProcFile file = loaded("12x\n");
    file.nextLine();
    assertThatThrownBy(file::number)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(folder.resolve("f").toString());
  }

  private static List<String> words(ProcFile file) {
    List<String> words = new ArrayList<>();
    while (file.nextLine()) {
      words.add(file.word());
    }
    return words;
  }

  private ProcFile loaded(String text) throws IOException {
    Files.writeString(folder.resolve("f"), text);
    ProcFile file = new ProcFile(folder.resolve("f"));
    file.load();
    return file;
  }
}
