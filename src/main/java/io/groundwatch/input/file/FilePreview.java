package io.groundwatch.input.file;

import io.groundwatch.config.FileConfig;
import io.groundwatch.runtime.FileFailure;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What an entry's {@code file_path} matches at this moment, for a person who checks a
 * configuration.
 *
 * @param files that would be read, by path
 * @param troubles folders that cannot be looked into and files that may not be read, with the
 *     reason
 */
public record FilePreview(List<Path> files, List<String> troubles) {
  /** Keeps its own copies. */
  public FilePreview {
    files = List.copyOf(files);
    troubles = List.copyOf(troubles);
  }

  /** Looks once. */
  public static FilePreview of(FileConfig entry) {
    FileSelection selection = FileSelection.of(entry, FileSystems.getDefault());
    SortedSet<Path> files = new TreeSet<>();
    SortedSet<String> troubles = new TreeSet<>();
    FilePattern.of(entry.filePath(), FileSystems.getDefault())
        .expand(
            new FilePattern.Visitor() {
              @Override
              public void match(Path path) {
                if (!Files.isRegularFile(path)
                    || CompressedName.isOf(path)
                    || !selection.takes(path)) {
                  return;
                }
                if (Files.isReadable(path)) {
                  files.add(path);
                } else {
                  troubles.add(path + ": may not be read by this user");
                }
              }

              @Override
              public void folder(Path folder) {
                // What is in it is shown one by one.
              }

              @Override
              public void unreadable(Path folder, IOException e) {
                troubles.add(folder + ": " + FileFailure.reason(e));
              }
            });
    return new FilePreview(List.copyOf(files), List.copyOf(troubles));
  }
}
