package io.groundwatch.input.file;

import java.util.LinkedHashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once of a compressed file that it is damaged, and counts what is lost. Owned by the file
 * input's thread.
 */
final class GzDamage {
  private static final Logger log = LoggerFactory.getLogger(FileInput.class);

  private static final int MAX_REMEMBERED = 1000;

  private final FileMetrics metrics;
  private final Set<Object> said = new LinkedHashSet<>();

  GzDamage(FileMetrics metrics) {
    this.metrics = metrics;
  }

  /** A compressed file is read, as far as that goes. */
  void report(GzOutline outline) {
    if (outline.damage() == null || !said.add(outline.stat().identity())) {
      return;
    }
    if (said.size() > MAX_REMEMBERED) {
      said.remove(said.iterator().next());
    }
    metrics.damagedCompressed().increment();
    metrics.lostBytes().add(outline.unreadable());
    log.error(
        "Lost: {} is damaged: {}. It is read as far as it goes, {} bytes; {} bytes of the"
            + " compressed file are of no use.",
        outline.stat().path(),
        outline.damage(),
        outline.size(),
        outline.unreadable());
  }
}
