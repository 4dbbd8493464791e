package io.groundwatch.input.file;

import io.groundwatch.input.file.GzOutline.Extent;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One look at the compressed files beside a log. What is not known of them yet is learnt meanwhile,
 * so that a later look comes further. Owned by the file input's thread.
 */
final class GzLook {
  /** A file that ends too early and has not changed for so long stays so. */
  private static final long WRITTEN_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final GzTools tools;
  private boolean sure = true;
  private boolean soon;

  GzLook(GzTools tools) {
    this.tools = tools;
  }

  /** What is done with a compressed file that is known well enough; false = look again. */
  @FunctionalInterface
  interface Use {
    boolean isDone(GzOutline outline) throws IOException;
  }

  /** Looks at one. */
  void at(FileStat stat, GzWanted wanted, Use use) {
    Optional<GzOutline> outline = tools.outlines().of(stat, wanted);
    if (outline.isEmpty()) {
      sure = false;
      soon |= tools.outlines().isBusy();
    } else if (isBeingWritten(outline.get())) {
      sure = false;
    } else {
      try {
        sure &= use.isDone(outline.get());
      } catch (IOException e) {
        tools.trouble().file(stat.path(), e);
      }
    }
  }

  /** Whether all was known well enough. */
  boolean isSure() {
    return sure;
  }

  /** Whether more is about to be known. */
  boolean isSoonSurer() {
    return soon;
  }

  private boolean isBeingWritten(GzOutline outline) {
    return outline.extent() == Extent.BROKEN
        && tools.tail().time().nanos() - outline.seenNanos() < WRITTEN_NANOS;
  }
}
