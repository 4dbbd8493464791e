package io.groundwatch.input.file;

import io.groundwatch.model.LogOrigin;
import io.groundwatch.runtime.TimeSource;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a file is called: its path, where that leads if it is a link, the log that it is or is a
 * generation of, and the origin of its events. Owned by the file input's thread.
 */
final class FileNames {
  private final FileHandle handle;
  private final FileOrigins origins;
  private final TimeSource time;
  private @Nullable Path target;
  private @Nullable Path filedAs;
  private @Nullable String logName;
  private @Nullable LogOrigin origin;
  private int originVersion;

  FileNames(FileHandle handle, FileOrigins origins, TimeSource time) {
    this.handle = handle;
    this.origins = origins;
    this.time = time;
  }

  /** Its path. */
  Path path() {
    return handle.path();
  }

  /** Its path is a link to {@code file}; null where it is none. */
  void linkedTo(@Nullable Path file) {
    target = file;
  }

  /** Where its path leads; null where that is no link. */
  @Nullable Path linkTarget() {
    return target;
  }

  /** The folder where the file itself is, which is not that of its path where this is a link. */
  @Nullable Path home() {
    return real().getParent();
  }

  /** Its own name there. */
  String homeName() {
    return RotatedName.nameOf(real());
  }

  private Path real() {
    Path to = target;
    return to == null ? path() : to;
  }

  /** The name there of the log that it is, or is a generation of. */
  String logName() {
    String known = logName;
    if (known != null) {
      return known;
    }
    return filedAs == null ? homeName() : RotatedName.nameOf(filedAs);
  }

  /** Its events come from {@code path}, whatever it is called. */
  void readAs(Path path) {
    filedAs = path;
    logName = RotatedName.nameOf(path);
    origin = null;
  }

  /** Its entry has found it as {@code at}. */
  void foundAs(Path at) {
    if (!at.equals(path())) {
      handle.movedTo(at);
      filedAs = null;
      logName = null;
      origin = null;
    }
  }

  /** It is now called {@code to}, which no entry asks for; its events keep their origin. */
  void movedTo(Path to) {
    logName = logName();
    filedAs = filedPath();
    handle.movedTo(to);
    target = null;
  }

  /** Where its events are filed. Names change with the day, and when more is known of the host. */
  LogOrigin origin() {
    int version = origins.version(time.wallNanos());
    LogOrigin known = origin;
    if (known == null || version != originVersion) {
      known = origins.of(filedPath());
      origin = known;
      originVersion = version;
    }
    return known;
  }

  private Path filedPath() {
    Path as = filedAs;
    return as == null ? path() : as;
  }
}
