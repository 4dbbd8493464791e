package io.groundwatch.input.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.JournalSelection;
import io.groundwatch.config.JournalSelection.Priority;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JournalCommandTest {
  private static List<String> line(
      List<String> units, List<Map<String, String>> matches, JournalPlace place) {
    JournalSelection selection =
        new JournalSelection(Optional.of(Path.of("/j")), units, Priority.ERR, matches);
    return new JournalCommand("journalctl", selection).line(place, false);
  }

  @Test
  void asksForWhatIsSelected() {
    assertThat(
            line(
                List.of("a", "b.socket"),
                List.of(Map.of("_UID", "0", "A", "x y"), Map.of("B", "")),
                new JournalPlace.Since(1_500_000)))
        .containsExactly(
            "journalctl",
            "--quiet",
            "--follow",
            "--no-tail",
            "--output=export",
            "--directory=/j",
            "--since=@1.500000",
            "--unit=a",
            "--unit=b.socket",
            "--priority=err",
            "--",
            "A=x y",
            "_UID=0",
            "+",
            "B=");
  }

  @Test
  void asksForAllUnitsWhereOneIsAGlob() {
    assertThat(line(List.of("a", "b*"), List.of(), new JournalPlace.Beginning()))
        .noneMatch(argument -> argument.startsWith("--unit"));
  }

  @Test
  void everyPlaceIsReadBackFromItsText() {
    for (JournalPlace place :
        List.of(
            new JournalPlace.Beginning(),
            new JournalPlace.Since(12),
            new JournalPlace.After(new Cursor(ExportText.cursor(3))))) {
      assertThat(JournalPlace.parse(place.text())).contains(place);
    }
    assertThat(JournalPlace.parse("--rotate")).isEmpty();
  }
}
