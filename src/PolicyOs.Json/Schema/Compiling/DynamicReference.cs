using PolicyOs.Json.Schema.Analysis;
using PolicyOs.Json.Schema.Evaluating;
using PolicyOs.Json.Schema.Loading;

namespace PolicyOs.Json.Schema.Compiling;

/// <summary>A reference whose target depends on the resources gone through.</summary>
/// <param name="Anchor">The anchor looked for.</param>
/// <param name="Omission">The omission state of the place.</param>
/// <param name="Shape">The shape of the node the reference is in.</param>
/// <param name="Targets">Filled as resources become known; shared with the evaluator.</param>
internal sealed record DynamicReference(string Anchor, OmissionState Omission, SchemaShape Shape, Dictionary<SchemaResource, SchemaNode> Targets);
