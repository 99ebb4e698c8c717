using System.Text.Json;

namespace PolicyOs.Expressions.Values;

/// <summary>
/// Walks a list (keys are indexes) or a map, JSON or not, in one way. Lists are walked by position; JSON by its own enumerator, whose
/// step is constant where an index into JSON is not.
/// </summary>
internal struct ElementCursor
{
    private readonly CelValue _source;
    private readonly Coercion _coercion;
    private readonly int _count;
    private JsonElement.ArrayEnumerator _array;
    private JsonElement.ObjectEnumerator _object;
    private int _position = -1;

    /// <summary>A cursor before the first element of a List or Map value.</summary>
    public ElementCursor(in CelValue source, Coercion coercion = Coercion.None)
    {
        _source = source;
        _coercion = coercion;
        _count = Sizes.Count(source);
        if (source.IsJson)
        {
            if (source.Kind == CelKind.List)
            {
                _array = source.Json.EnumerateArray();
            }
            else
            {
                _object = source.Json.EnumerateObject();
            }
        }
    }

    public readonly int Count => _count;

    public readonly CelValue Key => _source.Kind == CelKind.List
        ? CelValue.From((long)_position)
        : _source.IsJson ? NameOf(_object.Current) : _source.AsMap.KeyAt(_position);

    public readonly CelValue Value
    {
        get
        {
            if (_source.IsJson)
            {
                return JsonValues.ToValue(_source.Kind == CelKind.List ? _array.Current : _object.Current.Value, _coercion);
            }

            return JsonValues.Coerce(_source.Kind == CelKind.List ? _source.AsList[_position] : MapValue(), _coercion);
        }
    }

    public bool MoveNext()
    {
        _position++;
        if (!_source.IsJson)
        {
            return _position < _count;
        }

        return _source.Kind == CelKind.List ? _array.MoveNext() : _object.MoveNext();
    }

    private static CelValue NameOf(JsonProperty property)
    {
        try
        {
            return CelValue.From(property.Name);
        }
        catch (InvalidOperationException)
        {
            return CelValue.Fail("a field's name is no well-formed Unicode");
        }
    }

    private readonly CelValue MapValue() =>
        _source.AsMap.TryGetValue(_source.AsMap.KeyAt(_position), out CelValue value) ? value : CelValue.Fail("no such key");
}
