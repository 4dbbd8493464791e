/**
 * What a user has done to log events before they reach the disk: one file each, and {@link
 * io.groundwatch.processor.Processors} that makes them. Knows no input and no output.
 */
@NullMarked
package io.groundwatch.processor;

import org.jspecify.annotations.NullMarked;
