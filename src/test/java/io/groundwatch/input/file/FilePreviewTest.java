package io.groundwatch.input.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.ConfigLoader;
import io.groundwatch.config.FileConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilePreviewTest {
  @TempDir Path folder;

  @Test
  void showsTheFilesThatWouldBeRead() throws Exception {
    for (String name : new String[] {"b.log", "a.log", "old.log", "c.log.gz", "d.txt"}) {
      Files.writeString(folder.resolve(name), "x\n");
    }
    Files.createDirectory(folder.resolve("e.log"));

    assertThat(FilePreview.of(entry("\"blacklist\": \"^old\"")))
        .isEqualTo(
            new FilePreview(
                java.util.List.of(folder.resolve("a.log"), folder.resolve("b.log")),
                java.util.List.of()));
  }

  @Test
  void aFolderThatIsNotThereMatchesNothing() throws Exception {
    FileConfig entry = entry("\"exclude\": []", "none/*.log");

    assertThat(FilePreview.of(entry).files()).isEmpty();
    assertThat(FilePreview.of(entry).troubles()).isEmpty();
  }

  private FileConfig entry(String key) throws Exception {
    return entry(key, "*.log*");
  }

  private FileConfig entry(String key, String glob) throws Exception {
    String json =
        "{\"logs\":{\"logs_collected\":{\"files\":{\"collect_list\":[{\"file_path\":\"%s/%s\", %s}]}}}}"
            .formatted(folder, glob, key);
    return ConfigLoader.parse("test", json.getBytes(StandardCharsets.UTF_8))
        .config()
        .logs()
        .orElseThrow()
        .files()
        .get(0);
  }
}
