namespace PolicyOs.Contracts.Model;

/// <summary>Denies the proposal that would be the threshold-th equal one among the last <paramref name="Window"/>, itself included.</summary>
public sealed record LoopDetection(int Window, int Threshold);
