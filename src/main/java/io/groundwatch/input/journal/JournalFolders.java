package io.groundwatch.input.journal;

import io.groundwatch.config.JournalSelection;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Looks whether there is any journal where one is to be read. journalctl would wait in silence
 * where there is none, as in a container that sees the host's journal in another place or under
 * another machine's id. Owned by the journal input's thread.
 */
final class JournalFolders {
  private final List<Path> folders;
  private final Path machineId;

  /**
   * Of a system.
   *
   * @param folders where it keeps journals, each below a folder that is called after the machine
   * @param machineId the file that holds the machine's id
   */
  JournalFolders(List<Path> folders, Path machineId) {
    this.folders = folders;
    this.machineId = machineId;
  }

  /** What is missing, and what to do; empty where there is a journal, or it cannot be told. */
  Optional<String> fault(JournalSelection selection) {
    if (selection.directory().isPresent()) {
      Path directory = selection.directory().get();
      return holdsJournal(directory, true)
          ? Optional.empty()
          : Optional.of("there is no journal in " + directory + ". Check \"directory\"");
    }
    String machine = machine();
    for (Path folder : folders) {
      if (Files.exists(folder.resolve(machine)) || holdsJournal(folder, false)) {
        return Optional.empty();
      }
    }
    return Optional.of(
        "there is no journal of this machine"
            + (machine.isEmpty() ? "" : " (" + machine + ")")
            + " in "
            + String.join(" or ", folders.stream().map(Path::toString).toList())
            + ". In a container, mount the host's and name it in the entry: \"directory\":"
            + " \"/var/log/journal\"");
  }

  private String machine() {
    try {
      return Files.readString(machineId).trim();
    } catch (IOException unknown) {
      // Then only journals that lie in the folders themselves are seen, as by journalctl.
      return "";
    }
  }

  private static boolean holdsJournal(Path folder, boolean below) {
    try (DirectoryStream<Path> names = Files.newDirectoryStream(folder)) {
      for (Path name : names) {
        boolean journal = name.toString().endsWith(".journal");
        if (journal || (below && Files.isDirectory(name) && holdsJournal(name, false))) {
          return true;
        }
      }
      return false;
    } catch (IOException | DirectoryIteratorException cannotTell) {
      // What may not be listed may still be there: journalctl says what is wrong with it.
      return Files.exists(folder);
    }
  }
}
