package io.groundwatch.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.groundwatch.config.EventConfig.Filter;
import io.groundwatch.config.FileConfig.ReadFrom;
import io.groundwatch.config.JournalSelection.Priority;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JournalConfigTest {
  private static String document(String... entries) {
    return """
        { "logs": { "log_stream_name": "S", "logs_collected": { "journald": { "collect_list":
          [ %s ] } } } }
        """
        .formatted(String.join(",", entries));
  }

  private static JournalConfig entry(String json) throws ConfigException {
    return Documents.config(document(json)).logs().orElseThrow().journals().get(0);
  }

  private static String faults(String... entries) {
    return String.valueOf(
        catchThrowableOfType(ConfigException.class, () -> Documents.load(document(entries)))
            .getMessage());
  }

  @Test
  void anEntryWithoutMoreFollowsAllThatIsNotForDebugging() throws ConfigException {
    assertThat(entry("{ \"log_group_name\": \"g\" }"))
        .isEqualTo(
            new JournalConfig(
                new JournalSelection(Optional.empty(), List.of(), Priority.INFO, List.of()),
                List.of(),
                LogStreamConfig.of("g", "S"),
                ReadFrom.END,
                Optional.empty()));
  }

  @Test
  void everyKeyIsRead() throws ConfigException {
    JournalConfig config =
        entry(
            """
            { "log_group_name": "g", "log_stream_name": "s", "units": ["a", "b.socket"],
              "priority": "err", "matches": [ {"_UID": "0", "_TRANSPORT": "audit"}, {} ],
              "filters": [ {"type": "exclude", "expression": "x+"} ], "service.name": "web",
              "directory": "/host/journal", "read_from": "beginning" }
            """);

    assertThat(config.selection())
        .isEqualTo(
            new JournalSelection(
                Optional.of(Path.of("/host/journal")),
                List.of("a", "b.socket"),
                Priority.ERR,
                List.of(Map.of("_TRANSPORT", "audit", "_UID", "0"))));
    assertThat(config.filters()).containsExactly(new Filter(false, "x+"));
    assertThat(config.stream().stream()).isEqualTo("s");
    assertThat(config.stream().attributes()).isEqualTo(Map.of("service.name", "web"));
    assertThat(config.readFrom()).isEqualTo(ReadFrom.BEGINNING);
  }

  @Test
  void aPriorityMayBeANumberInQuotes() throws ConfigException {
    assertThat(entry("{ \"log_group_name\": \"g\", \"priority\": \"7\" }").selection().priority())
        .isEqualTo(Priority.DEBUG);
  }

  @Test
  void aLogGroupIsNeeded() {
    assertThat(faults("{ \"units\": [\"a\"] }"))
        .contains("/logs/logs_collected/journald/collect_list/0/", "log_group_name");
  }

  @Test
  void theTypeOfAFilterAndItsPatternAreChecked() {
    String text =
        faults(
            """
            { "log_group_name": "g", "filters": [ {"type": "maybe", "expression": "x"},
              {"type": "include", "expression": "("} ] }
            """);
    assertThat(text)
        .contains("journald/collect_list/0/filters/0/type")
        .contains("journald/collect_list/0/filters/1/expression");
  }

  @Test
  void aMatchNamesAFieldOfTheJournal() {
    assertThat(
            faults(
                "{ \"log_group_name\": \"g\", \"matches\": [ {\"--rotate\": \"x\"} ] }",
                "{ \"log_group_name\": \"g\", \"matches\": [ {\"_unit\": \"x\"} ] }"))
        .contains("collect_list/0/matches/0", "collect_list/1/matches/0")
        .contains("not a journal field");
  }

  @Test
  void noArgumentOfAProcessHoldsNul() {
    assertThat(
            faults(
                "{ \"log_group_name\": \"g\", \"units\": [\"a\\u0000b\"],"
                    + " \"matches\": [ {\"A\": \"\\u0000\"} ] }"))
        .contains("units/0", "matches/0", "NUL");
  }

  @Test
  void unknownKeysAndPrioritiesAreFaults() {
    assertThat(
            faults("{ \"log_group_name\": \"g\", \"priority\": \"loud\", \"unit\": [\"sshd\"] }"))
        .contains("priority", "unit");
  }

  @Test
  void whatDiffersFromFileToFileIsNotFilledIn() throws ConfigException {
    assertThat(
            Documents.warnings(
                document(
                    "{ \"log_group_name\": \"g-{file_name}\", \"log_stream_name\": \"{date}\" }")))
        .singleElement()
        .asString()
        .contains("{file_name} is filled in for files only");
  }

  @Test
  void aSelectionIsShownAsAPersonReadsIt() throws ConfigException {
    assertThat(
            entry(
                    "{ \"log_group_name\": \"g\", \"units\": [\"sshd\", \"cron\"],"
                        + " \"priority\": \"err\", \"matches\": [{\"_UID\": \"0\"}] }")
                .selection()
                .shown())
        .isEqualTo("journal (sshd, cron, priority err, _UID=0)");
    assertThat(entry("{ \"log_group_name\": \"g\", \"directory\": \"/j\" }").selection().shown())
        .isEqualTo("journal in /j");
  }
}
