package io.groundwatch.input.host;

import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Two readings of one thing, an interval apart.
 *
 * @param before null where there is none to compare with: the first, or one before a reset
 * @param now the newer
 */
record Span<C>(@Nullable C before, C now) {

  /** By how much the counter grew; {@link Source#ABSENT} where that cannot be said. */
  long growth(ToLongFunction<C> counter) {
    long newer = counter.applyAsLong(now);
    C older = before;
    if (older == null || newer == Source.ABSENT) {
      return Source.ABSENT;
    }
    long from = counter.applyAsLong(older);
    return from == Source.ABSENT ? Source.ABSENT : newer - from;
  }
}
