package io.groundwatch.app;

import io.groundwatch.config.AgentConfig;
import io.groundwatch.config.FileConfig;
import io.groundwatch.config.LogsSection;
import io.groundwatch.input.file.FilePreview;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Which files each {@code collect_list} entry matches now, in lines for a person. */
final class MatchedFiles {
  /** More is a number. */
  private static final int MAX_SHOWN = 10;

  private MatchedFiles() {}

  static List<String> lines(AgentConfig config) {
    List<String> lines = new ArrayList<>();
    for (FileConfig entry : config.logs().map(LogsSection::files).orElse(List.of())) {
      FilePreview now = FilePreview.of(entry);
      lines.add(entry.filePath() + " matches now: " + count(now.files().size()));
      add(lines, now.files().stream().map(Path::toString).toList());
      add(lines, now.troubles());
    }
    return lines;
  }

  private static String count(int files) {
    return files == 1 ? "1 file" : files + " files";
  }

  private static void add(List<String> lines, List<String> more) {
    more.stream().limit(MAX_SHOWN).forEach(text -> lines.add("  " + text));
    if (more.size() > MAX_SHOWN) {
      lines.add("  and " + (more.size() - MAX_SHOWN) + " more");
    }
  }
}
