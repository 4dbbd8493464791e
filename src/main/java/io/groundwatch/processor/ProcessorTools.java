package io.groundwatch.processor;

import io.groundwatch.runtime.TimeSource;

/**
 * What the processors of one entry and lane share.
 *
 * @param entry the entry's {@code file_path}, for what is said
 * @param lane the lane's name, for what is said
 * @param timezone of times that name none
 * @param time the clocks
 * @param metrics what is counted
 */
record ProcessorTools(
    String entry, String lane, String timezone, TimeSource time, ProcessorMetrics metrics) {}
