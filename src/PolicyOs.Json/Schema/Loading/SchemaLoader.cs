using System.Text.Json;

namespace PolicyOs.Json.Schema.Loading;

/// <summary>The documents of one compilation: reads them from the registry when first named, finds their resources and anchors, resolves references.</summary>
internal sealed class SchemaLoader(SchemaOptions options, List<SchemaProblem> problems)
{
    /// <summary>The base of a schema that names none.</summary>
    private const string NoBase = "schema:/";

    private const int MaxDepth = 500;

    private readonly Dictionary<string, SchemaResource> _resources = new(StringComparer.Ordinal);

    public IEnumerable<SchemaResource> Resources => _resources.Values.Distinct();

    /// <summary>Takes in the schema to compile.</summary>
    public SchemaLocation? LoadRoot(JsonElement root) => Load(new SchemaDocument(root, ""), NoBase);

    /// <summary>The schema a reference leads to; null, with a problem at <paramref name="at"/>, where it leads nowhere.</summary>
    public SchemaLocation? Resolve(SchemaResource from, string reference, string at)
    {
        UriReference target = UriReference.Parse(reference).ResolveAgainst(from.Base);
        string uri = target.WithoutFragment();
        if (FindResource(uri) is not { } resource)
        {
            problems.Add(new SchemaProblem(at, $"`{reference}` leads to a document that is not registered; add it to the registry or move the schema here"));
            return null;
        }

        string fragment = Uri.UnescapeDataString(target.Fragment ?? "");
        SchemaLocation? found = fragment.Length == 0 ? resource.Document.Find(resource.Pointer)
            : fragment[0] == '/' ? FindPointer(resource, fragment)
            : resource.Anchors.TryGetValue(fragment, out string? pointer) ? resource.Document.Find(pointer)
            : null;
        if (found is null)
        {
            problems.Add(new SchemaProblem(at, $"`{reference}` leads to nothing"));
        }

        return found;
    }

    private SchemaResource? FindResource(string uri)
    {
        if (_resources.TryGetValue(uri, out SchemaResource? known))
        {
            return known;
        }

        JsonElement? document = options.Registry?.Find(uri) ?? MetaschemaDocuments.Find(uri);
        SchemaLocation? root = document is { } found ? Load(new SchemaDocument(found, uri + "#"), uri) : null;
        if (root is null)
        {
            return null;
        }

        _resources[uri] = root.Resource;
        return root.Resource;
    }

    private SchemaLocation? Load(SchemaDocument document, string uri)
    {
        Dialect? dialect = DialectOf(document.Root, Dialects.Of(options.DefaultDialect), document.Prefix);
        if (dialect is null)
        {
            return null;
        }

        var resource = new SchemaResource(uri, document, "", dialect);
        _resources.TryAdd(uri, resource);
        Scan(new SchemaLocation(document, "", document.Root, resource));
        return document.Find("");
    }

    /// <summary>Notes every schema below a place, its resource and its anchors.</summary>
    private void Scan(SchemaLocation start)
    {
        var open = new Stack<(SchemaLocation Location, int Depth)>();
        open.Push((start, 0));
        while (open.TryPop(out (SchemaLocation Location, int Depth) next))
        {
            (SchemaLocation location, int depth) = next;
            if (depth > MaxDepth)
            {
                problems.Add(new SchemaProblem(start.Path, $"schemas are nested more than {MaxDepth} deep"));
                return;
            }

            if (location.Element.ValueKind != JsonValueKind.Object)
            {
                location.Document.Add(location);
                continue;
            }

            SchemaResource resource = Enter(location);
            location.Document.Add(location with { Resource = resource });
            foreach ((string pointer, JsonElement element) in Subschemas.Of(location.Element, resource.Dialect))
            {
                open.Push((new SchemaLocation(location.Document, location.Pointer + pointer, element, resource), depth + 1));
            }
        }
    }

    /// <summary>The resource a schema object belongs to, a new one where it names itself.</summary>
    private SchemaResource Enter(SchemaLocation location)
    {
        SchemaResource resource = location.Resource;
        JsonElement element = location.Element;
        Dialect dialect = location.Pointer.Length == 0
            ? resource.Dialect
            : DialectOf(element, resource.Dialect, location.Path) ?? resource.Dialect;
        if (dialect.RefStandsAlone && SchemaMembers.Find(element, "$ref") is { ValueKind: JsonValueKind.String })
        {
            return resource;
        }

        string? id = dialect.Has(dialect.IdKeyword) ? SchemaMembers.FindText(element, dialect.IdKeyword) : null;
        if (id is not null)
        {
            resource = EnterNamed(location, id, dialect);
        }

        foreach ((string keyword, bool dynamic) in (ReadOnlySpan<(string, bool)>)[("$anchor", false), ("$dynamicAnchor", true)])
        {
            if (dialect.Has(keyword) && SchemaMembers.FindText(element, keyword) is { } anchor)
            {
                AddAnchor(resource, anchor, location, dynamic);
            }
        }

        if (dialect.Has("$recursiveAnchor") && SchemaMembers.Find(element, "$recursiveAnchor") is { ValueKind: JsonValueKind.True })
        {
            resource.DynamicAnchors[SchemaResource.RecursiveAnchor] = location.Pointer;
        }

        return resource;
    }

    private SchemaResource EnterNamed(SchemaLocation location, string id, Dialect dialect)
    {
        SchemaResource resource = location.Resource;
        UriReference target = UriReference.Parse(id);
        string? fragment = target.Fragment is { Length: > 0 } plain && plain[0] != '/' && dialect.RefStandsAlone ? plain : null;
        if (target is not { Scheme: null, Authority: null, Path: "", Query: null })
        {
            string uri = target.ResolveAgainst(resource.Base).WithoutFragment();
            resource = new SchemaResource(uri, location.Document, location.Pointer, dialect);
            if (!_resources.TryAdd(uri, resource) && _resources[uri].Document == location.Document && _resources[uri].Pointer != location.Pointer)
            {
                problems.Add(new SchemaProblem(location.Path, $"`{id}` names two schemas"));
            }
            else if (_resources[uri] is { Pointer: "" } placeholder && placeholder.Document == location.Document)
            {
                _resources[uri] = resource;
            }
        }

        if (fragment is not null)
        {
            AddAnchor(resource, fragment, location, dynamic: false);
        }

        return resource;
    }

    private void AddAnchor(SchemaResource resource, string anchor, SchemaLocation location, bool dynamic)
    {
        if (!resource.Anchors.TryAdd(anchor, location.Pointer) && resource.Anchors[anchor] != location.Pointer)
        {
            problems.Add(new SchemaProblem(location.Path, $"the anchor `{anchor}` is there twice"));
        }

        if (dynamic)
        {
            resource.DynamicAnchors[anchor] = location.Pointer;
        }
    }

    private SchemaLocation? FindPointer(SchemaResource resource, string fragment)
    {
        SchemaDocument document = resource.Document;
        if (document.Find(resource.Pointer + fragment) is { } known)
        {
            return known;
        }

        if (!JsonPointer.TrySplit(fragment, out string[]? names) || document.Find(resource.Pointer) is not { } place)
        {
            return null;
        }

        JsonElement element = place.Element;
        string pointer = resource.Pointer;
        foreach (string name in names)
        {
            if (Step(element, name) is not { } next)
            {
                return null;
            }

            element = next;
            pointer += "/" + JsonPointer.Escape(name);
            resource = document.Find(pointer)?.Resource ?? resource;
        }

        Scan(new SchemaLocation(document, pointer, element, resource));
        return document.Find(pointer);
    }

    private static JsonElement? Step(JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            return SchemaMembers.Find(element, name);
        }

        bool isIndex = int.TryParse(name, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int index)
            && index < element.GetArrayLength() && (name.Length == 1 || name[0] != '0');
        return isIndex ? element[index] : null;
    }

    /// <summary>The dialect a schema asks for; null, with a problem, where that cannot be served.</summary>
    private Dialect? DialectOf(JsonElement schema, Dialect otherwise, string at)
    {
        if (SchemaMembers.FindText(schema, "$schema") is not { } uri)
        {
            return otherwise;
        }

        if (Dialects.Named(uri) is { } known)
        {
            return known;
        }

        string name = UriReference.Parse(uri).WithoutFragment();
        if (options.Registry?.Find(name) is not { } metaschema)
        {
            problems.Add(new SchemaProblem(at + "/$schema", $"`{uri}` is no dialect that is known or registered"));
            return null;
        }

        return FromMetaschema(metaschema, uri, at);
    }

    private Dialect? FromMetaschema(JsonElement metaschema, string uri, string at)
    {
        Dialect own = Dialects.Named(SchemaMembers.FindText(metaschema, "$schema") ?? "") ?? Dialects.Of(options.DefaultDialect);
        if (SchemaMembers.Find(metaschema, "$vocabulary") is not { ValueKind: JsonValueKind.Object } vocabularies)
        {
            return own;
        }

        (Dialect? dialect, string? unknown) = Dialects.FromVocabularies(
            own.Version,
            vocabularies.EnumerateObject().Select(member => (Text.JsonText.NameToText(member), member.Value.ValueKind == JsonValueKind.True)));
        if (dialect is null)
        {
            problems.Add(new SchemaProblem(at + "/$schema", $"`{uri}` requires the vocabulary `{unknown}`, which is not known"));
        }

        return dialect;
    }
}
