package io.groundwatch.input.file;

import io.groundwatch.input.file.FileTail.Progress;
import io.groundwatch.input.file.FileTail.Quiet;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a file is read that is as it is written: a little for each lane, once it is seen to hold what
 * it held. Owned by the file input's thread.
 */
final class PlainReading {
  private static final Logger log = LoggerFactory.getLogger(FileInput.class);

  private final WatchedFile file;
  private final FileContent content;
  private final TailTools tools;

  /** That of a file which was last known to hold {@code content}. */
  PlainReading(WatchedFile file, FileContent content, TailTools tools) {
    this.file = file;
    this.content = content;
    this.tools = tools;
  }

  /** Reads a little for each lane. Returns the number of bytes, 0 where it is at rest. */
  long read(Bytes open) throws IOException {
    Activity activity = file.activity();
    boolean look = activity.look();
    long before = content.size();
    // What a lane reads it looks at itself; where none may read, somebody else has to.
    verify(open, look || file.tails().isAnyBlocked());
    if (!file.tails().displaced().isEmpty()) {
      return 1; // It may be another file than it was: that is asked first.
    }
    FileTail.Source source = file.source(open);
    Quiet quiet = activity.quiet(content.size());
    boolean more = false;
    long read = 0;
    for (FileTail tail : file.tails().all()) {
      long from = tail.offset();
      Progress progress = tail.read(open, content.size(), source, quiet, look);
      read += tail.offset() - from;
      more |= progress == Progress.MORE;
      if (progress == Progress.REWRITTEN) {
        cut(open, before);
        more = true;
        break;
      }
    }
    activity.unread(more);
    if (read > 0) {
      activity.changed();
    }
    // There may be more to do at once though no offset moved: a long line's end is looked for.
    return more ? Math.max(1, read) : read;
  }

  /**
   * Looks whether the file still holds what was read from it, though no lane may take anything now.
   * What has grown meanwhile is still to be read.
   */
  void verify(Bytes open) throws IOException {
    long before = content.size();
    verify(open, true);
    if (content.size() > before) {
      file.activity().unread(true);
    }
  }

  private void verify(Bytes open, boolean thorough) throws IOException {
    long before = content.size();
    if (content.isRewritten(open, thorough, file.tails().all())) {
      cut(open, before);
    } else if (content.size() < before) {
      for (FileTail tail : file.tails().all()) {
        tools.losses().cutAway(file.path(), before - Math.max(content.size(), tail.offset()));
      }
    }
  }

  private void cut(Bytes open, long size) throws IOException {
    tools.metrics().rewritten().increment();
    log.info("{} was truncated or rewritten; it is read from its beginning.", file.path());
    file.tails().displace(file.label(), size);
    file.restart(open);
  }
}
