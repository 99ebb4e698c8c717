namespace PolicyOs.Engine.Planning;

/// <summary>Where a prior fact is kept.</summary>
/// <param name="HasEntity">Per entity, else one for the session.</param>
/// <param name="Index">Its place among those.</param>
internal readonly record struct FactPlan(bool HasEntity, int Index);
