/**
 * CloudWatch's embedded metric format: JSON records of applications that say of themselves which of
 * their members are metrics. The record goes on as a log line, its metrics as metrics.
 */
@NullMarked
package io.groundwatch.input.emf;

import org.jspecify.annotations.NullMarked;
