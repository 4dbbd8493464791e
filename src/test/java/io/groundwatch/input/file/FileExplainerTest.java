package io.groundwatch.input.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.EventConfig;
import io.groundwatch.config.FileConfig;
import io.groundwatch.config.FileConfig.ReadFrom;
import io.groundwatch.config.FileHandling;
import io.groundwatch.config.LogStreamConfig;
import io.groundwatch.model.Coverage;
import io.groundwatch.model.SourceId;
import io.groundwatch.runtime.FakeTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of a file, beside what the input does with it. */
class FileExplainerTest {
  @TempDir Path folder;
  private final FakeTime time = new FakeTime();

  @Test
  void aFileIsReadThatDiscoveryTails() throws IOException {
    LogFolder logs = new LogFolder(folder, "app*");
    logs.append("app.log", "of app.log");
    logs.append("app.log.gz", "of app.log.gz");
    logs.append("other.log", "of other.log");
    Files.createDirectories(logs.state);
    Files.createSymbolicLink(logs.at("app.state"), logs.state.resolve("lock"));
    Files.writeString(logs.state.resolve("lock"), "1\n");
    Files.createDirectory(logs.at("app.d"));
    logs.pass(LogFolder.A_WHILE);
    assertThat(logs.lines()).containsExactly("of app.log");

    FileExplainer explainer = explainer(config("app*", List.of(), Optional.empty()));
    assertThat(verdict(explainer, "app.log")).isEqualTo(Verdict.READ);
    assertThat(verdict(explainer, "app.log.gz")).isEqualTo(Verdict.COMPRESSED);
    assertThat(verdict(explainer, "other.log")).isEqualTo(Verdict.NOT_MATCHED);
    assertThat(verdict(explainer, "app.state")).isEqualTo(Verdict.LINK_TO_OWN_STATE);
    assertThat(verdict(explainer, "app.d")).isEqualTo(Verdict.NOT_REGULAR);
    assertThat(verdict(explainer, "app.none")).isEqualTo(Verdict.MISSING);
  }

  @Test
  void saysWhichGlobOrPatternKeepsItOut() throws IOException {
    Files.writeString(folder.resolve("a.tmp"), "x\n");
    Files.writeString(folder.resolve("debug.log"), "x\n");
    FileExplainer explainer =
        explainer(config("*", List.of(folder + "/*.tmp"), Optional.of("^debug")));
    EntryAccount excluded = account(explainer, "a.tmp");
    assertThat(excluded.verdict()).isEqualTo(Verdict.EXCLUDED);
    assertThat(excluded.detail()).contains(folder + "/*.tmp");
    assertThat(verdict(explainer, "debug.log")).isEqualTo(Verdict.BLACKLISTED);
  }

  @Test
  void aLineAboutALineHasNoEnd() throws IOException {
    Path output = Files.writeString(folder.resolve("agent.log"), "x\n");
    FileExplainer explainer =
        new FileExplainer(
            List.of(new FileEntry(config("*", List.of(), Optional.empty()), List.of())),
            folder.resolve("state"),
            List.of(output),
            time);
    assertThat(verdict(explainer, "agent.log")).isEqualTo(Verdict.OWN_OUTPUT);
    Files.createDirectory(folder.resolve("state"));
    Files.writeString(folder.resolve("state/x"), "x\n");
    FileExplainer below = explainer(config("**", List.of(), Optional.empty()));
    assertThat(verdict(below, "state/x")).isEqualTo(Verdict.OWN_STATE);
  }

  @Test
  void aMatchThatNoSearchComesToIsNotRead() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("a.log"), "x\n");
    Path deep = Files.createDirectory(folder.resolve("deep"));
    Files.createSymbolicLink(deep.resolve("link"), elsewhere);
    FileExplainer explainer = explainer(config("deep/**/*.log", List.of(), Optional.empty()));
    EntryAccount account = account(explainer, "deep/link/a.log");
    assertThat(account.verdict()).isEqualTo(Verdict.NOT_REACHED);
    assertThat(account.detail().orElse("")).contains("through links");
  }

  @Test
  void tellsWhereLinesAreFiledAndWhatTheFirstBytesSay() throws IOException {
    Files.writeString(folder.resolve("app.log"), "x\n");
    Files.write(folder.resolve("packed.log"), new byte[] {0x1f, (byte) 0x8b, 8, 0});
    Files.write(folder.resolve("wide.log"), new byte[] {'a', 0, 'b', 0});
    FileExplainer explainer = explainer(config("*.log", List.of(), Optional.empty()));
    EntryAccount text = account(explainer, "app.log");
    assertThat(text.origin().orElseThrow().group()).isEqualTo("group");
    assertThat(text.origin().orElseThrow().stream()).isEqualTo("app.log on 2026-01-01");
    assertThat(text.charset().orElseThrow().name()).isEqualTo("UTF-8");
    assertThat(text.doubt()).isEmpty();
    assertThat(account(explainer, "packed.log").doubt().orElse("")).contains("gzip");
    assertThat(account(explainer, "wide.log").doubt().orElse("")).contains("UTF-16");
  }

  @Test
  void tellsHowFarALaneHasComeInWhatTheFileStillHolds() throws IOException {
    LogFolder logs = new LogFolder(folder, "*.log");
    logs.append("app.log", "one", "two");
    logs.pass(LogFolder.A_WHILE);
    Map<SourceId, Coverage> coverage = logs.lane().coverage();
    logs.append("app.log", "three");
    FileExplainer explainer = explainer(config("*.log", List.of(), Optional.empty()));

    List<FileProgress> known = progress(explainer, "app.log", coverage);
    assertThat(known).hasSize(1);
    assertThat(known.get(0).held()).isTrue();
    assertThat(known.get(0).offset()).isEqualTo("one\ntwo\n".length());

    logs.rename("app.log", "app.log.1");
    assertThat(progress(explainer, "app.log.1", coverage)).as("a name matters not").hasSize(1);
    logs.truncate("app.log.1");
    assertThat(progress(explainer, "app.log.1", coverage).get(0).held()).isFalse();
    logs.append("app.log", "new");
    assertThat(progress(explainer, "app.log", coverage)).isEmpty();
  }

  private List<FileProgress> progress(
      FileExplainer explainer, String name, Map<SourceId, Coverage> coverage) throws IOException {
    return explainer.progress(explainer.explain(folder.resolve(name)), 0, coverage);
  }

  private Verdict verdict(FileExplainer explainer, String name) {
    return account(explainer, name).verdict();
  }

  private EntryAccount account(FileExplainer explainer, String name) {
    return explainer.explain(folder.resolve(name)).entries().get(0);
  }

  private FileExplainer explainer(FileConfig config) {
    return new FileExplainer(
        List.of(new FileEntry(config, List.of())), folder.resolve("state"), List.of(), time);
  }

  private FileConfig config(String glob, List<String> exclude, Optional<String> blacklist) {
    return new FileConfig(
        folder + "/" + glob,
        exclude,
        blacklist,
        LogStreamConfig.of("group", "{file_name} on {date}"),
        new FileHandling(ReadFrom.BEGINNING, false, false, FileHandling.Compressed.UNFINISHED),
        EventConfig.DEFAULTS,
        List.of(),
        Optional.empty());
  }
}
