package io.groundwatch.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LogStreamConfigTest {
  private static String document(String section, String... entries) {
    return """
        { "agent": { "service.name": "shop", "deployment.environment": "prod" },
          "logs": { %s "logs_collected": { "files": { "collect_list": [ %s ] } } } }
        """
        .formatted(section, String.join(",", entries));
  }

  private static LogStreamConfig stream(String section, String entry) throws ConfigException {
    return Documents.config(document(section, entry)).logs().orElseThrow().files().get(0).stream();
  }

  private static List<FileConfig> loaded(String json) throws ConfigException {
    return ConfigLoader.parse("c.json", json.getBytes(StandardCharsets.UTF_8))
        .config()
        .logs()
        .orElseThrow()
        .files();
  }

  private static String faults(String... entries) {
    return String.valueOf(
        catchThrowableOfType(ConfigException.class, () -> Documents.config(document("", entries)))
            .getMessage());
  }

  @Test
  void theNearestSectionNamesTheService() throws ConfigException {
    String entry = "{ \"file_path\": \"/a.log\", \"service.name\": \"till\" }";

    assertThat(stream("", "{ \"file_path\": \"/a.log\" }").attributes())
        .isEqualTo(Map.of("service.name", "shop", "deployment.environment", "prod"));
    assertThat(stream("\"deployment.environment\": \"test\",", entry).attributes())
        .isEqualTo(Map.of("service.name", "till", "deployment.environment", "test"));
  }

  @Test
  void aGroupIsNamedAfterThePatternUnlessEachFileHasItsOwn() throws ConfigException {
    assertThat(stream("", "{ \"file_path\": \"/a/*.log\" }").group()).contains("/a/*");
    assertThat(stream("", "{ \"file_path\": \"/a/*.log\", \"publish_multi_logs\": true }").group())
        .isEqualTo(Optional.empty());
  }

  @Test
  void entriesOfAGroupMustAgreeOnItsSettings() {
    assertThat(
            faults(
                "{\"file_path\": \"/a\", \"log_group_name\": \"G\", \"retention_in_days\": 7,"
                    + " \"log_group_class\": \"STANDARD\"}",
                "{\"file_path\": \"/b\", \"log_group_name\": \"g\", \"retention_in_days\": -1}",
                "{\"file_path\": \"/c\", \"log_group_name\": \"g\", \"retention_in_days\": 14,"
                    + " \"log_group_class\": \"INFREQUENT_ACCESS\"}"))
        .contains(
            "/collect_list/2/retention_in_days: another entry of the log group \"g\" says 7"
                + " (expected: the same for all of a group)",
            "/collect_list/2/log_group_class: another entry of the log group \"g\" says"
                + " STANDARD")
        .doesNotContain("/collect_list/1/retention_in_days");
  }

  @Test
  void readsTheSettingsOfAGroupAndSaysOnceThatNobodyMakesIt() throws ConfigException {
    String entry =
        "{ \"file_path\": \"/a\", \"retention_in_days\": 7,"
            + " \"log_group_class\": \"INFREQUENT_ACCESS\" }";
    String json = document("", entry, entry.replace("/a", "/b"));

    LogStreamConfig stream = loaded(json).get(1).stream();
    assertThat(stream.retentionInDays()).contains(7);
    assertThat(stream.groupClass()).contains("INFREQUENT_ACCESS");
    assertThat(Documents.warnings(json)).as("CloudWatch makes it").isEmpty();
    int end = json.lastIndexOf('}');
    String named = json.substring(0, end) + ", \"destinations\": {\"a\": {\"type\": \"stdout\"}}}";
    assertThat(Documents.warnings(named)).hasSize(2);
  }

  @Test
  void refusesARetentionThatTheServiceDoesNotKnow() {
    assertThat(faults("{\"file_path\": \"/a\", \"retention_in_days\": 8}"))
        .contains("/collect_list/0/retention_in_days", "8 (expected: one of -1, 1, 3, 5, 7, 14");
  }

  @Test
  void saysWhatIsNoPlaceholderAndWhatIsNoClass() throws ConfigException {
    String json =
        document(
            "",
            "{ \"file_path\": \"/a\", \"log_stream_name\": \"{hostnme}-{date}-{file_name}\","
                + " \"log_group_class\": \"standard\" }");

    assertThat(String.join("\n", Documents.warnings(json)))
        .contains(
            "/log_stream_name: warning: no such placeholder, so it stays as it is: {hostnme} (did you"
                + " mean \"{hostname}\"?)",
            "/log_group_class: warning: no such class");
  }

  @Test
  void removesNoFileOfWhichThePartBeforeItsEndIsNeverSent() {
    assertThat(faults("{\"file_path\": \"/a\", \"auto_removal\": true, \"read_from\": \"end\"}"))
        .contains("/auto_removal: would remove what read_from \"end\" passes over");
  }

  @Test
  void removesNoFileWhereEachHasItsOwnStream() throws ConfigException {
    String json =
        document(
            "", "{ \"file_path\": \"/a\", \"publish_multi_logs\": true, \"auto_removal\": true }");

    assertThat(String.join("\n", Documents.warnings(json)))
        .contains("/auto_removal: warning: does nothing beside publish_multi_logs");
    assertThat(loaded(json).get(0).handling().autoRemoval()).isFalse();
  }
}
