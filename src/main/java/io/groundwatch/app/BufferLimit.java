package io.groundwatch.app;

import io.groundwatch.buffer.DiskBudget;
import io.groundwatch.config.AgentConfig;

/**
 * What all buffers share: a limit, in equal parts for so many lanes. Where it changes, all lanes
 * are opened anew.
 *
 * @param bytes in all
 * @param lanes that share them; 1 where there is no limit
 */
record BufferLimit(long bytes, int lanes) {
  static BufferLimit of(AgentConfig config, int lanes) {
    return config
        .agent()
        .maxTotalBytes()
        .map(bytes -> new BufferLimit(bytes, Math.max(1, lanes)))
        .orElseGet(() -> new BufferLimit(Long.MAX_VALUE, 1));
  }

  DiskBudget budget() {
    return new DiskBudget(bytes, lanes);
  }
}
