package io.groundwatch.input.file;

import io.groundwatch.model.FileKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What there is to tell of one path.
 *
 * @param path absolute
 * @param target where it leads, if it is a link
 * @param trouble why nothing can be told of what is there
 * @param key device and inode, where there is something
 * @param size in bytes, where there is something
 * @param modifiedNanos when it was written, since the epoch
 * @param entries what each entry makes of it, in their order
 */
public record FileAccount(
    Path path,
    Optional<Path> target,
    Optional<String> trouble,
    Optional<FileKey> key,
    Optional<Long> size,
    Optional<Long> modifiedNanos,
    List<EntryAccount> entries) {
  /** Keeps its own copy. */
  public FileAccount {
    entries = List.copyOf(entries);
  }
}
